import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { answerOf, api, newIdempotencyKey } from '../api/client';
import { auditDelivery } from '../api/paths';
import { shortened } from '../parts/id';
import { ProblemAlert } from '../parts/problem-alert';
import { numberOf } from './typed';

/** Offers a dry run before a live one, and shows what it says of each delivery. */
export function DryRunFirst({ provider, most }: { provider: string; most: string }) {
  const dry = useMutation({
    mutationFn: () => answerOf(api.POST(`${auditDelivery}/worker-run`, {
      params: { header: { 'Idempotency-Key': newIdempotencyKey() } }, body: { dry_run: true, execute: false, provider, max_retry_deliveries: numberOf(most) },
    })),
  });
  const decisions = dry.data?.run.retry_results.map((result) => result.decision) ?? [];
  return (
    <SpaceBetween size="xs">
      <Button onClick={() => dry.mutate()} loading={dry.isPending} loadingText="Dry run under way">Dry run first</Button>
      {dry.isError ? <ProblemAlert error={dry.error} /> : null}
      {dry.isSuccess
        ? <div role="status">
          <Box variant="awsui-key-label">What a live run would do now</Box>
          {decisions.length === 0
            ? <Box color="text-body-secondary">Nothing is due.</Box>
            : <ul className="plain-list">
              {decisions.map((decision) => (
                <li key={decision.destination_id} className="breakable">
                  {decision.connector}, loop {shortened(decision.destination_id)}: {decision.live_verdict?.reason ?? decision.reason}
                </li>
              ))}
            </ul>}
        </div>
        : null}
    </SpaceBetween>
  );
}
