import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { Link } from '../parts/link';
import { counted } from '../time/words';
import { numberOf, TextField } from './fields';

/** Plans what to do about every failed audit delivery. */
export function PlanRetriesDialog({ close }: { close: () => void }) {
  const [attempts, setAttempts] = useState('3');
  const [delay, setDelay] = useState('15');
  const [multiplier, setMultiplier] = useState('2');
  const [mostDelay, setMostDelay] = useState('1440');
  const [immediate, setImmediate] = useState(false);
  return (
    <ActDialog
      title="Plan Audit Retry"
      description="Decides for every failed or held audit delivery whether it is retried, waits, or is suppressed, and why. Nothing is sent: a plan is a proposal that people then decide about."
      confirm="Plan"
      body={{
        retry_policy: {
          max_retry_attempts: numberOf(attempts), retry_delay_minutes: numberOf(delay), backoff_multiplier: numberOf(multiplier),
          max_retry_delay_minutes: numberOf(mostDelay), allow_immediate_retry: immediate,
        },
      }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/retry-plan`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ plan }) => (
        <>
          {counted(plan.decision_count, 'decision')}: {plan.retryable_count} to retry, {plan.waiting_count} waiting, {plan.suppressed_count} suppressed.{' '}
          <Link to={`/console/retry-plans/${plan.retry_plan_id}`}>Open the plan</Link>
        </>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <TextField label="Attempts at most" member="retry_policy.max_retry_attempts" type="number" value={attempts} onChange={setAttempts} errorOf={errorOf} description="1 to 20." />
            <TextField label="First delay, minutes" member="retry_policy.retry_delay_minutes" type="number" value={delay} onChange={setDelay} errorOf={errorOf} description="0 to 1440." />
            <TextField label="Delay grows by" member="retry_policy.backoff_multiplier" type="number" value={multiplier} onChange={setMultiplier} errorOf={errorOf} description="1 to 10, times for each attempt." />
            <TextField label="Longest delay, minutes" member="retry_policy.max_retry_delay_minutes" type="number" value={mostDelay} onChange={setMostDelay} errorOf={errorOf} />
          </ColumnLayout>
          <Checkbox checked={immediate} onChange={({ detail }) => setImmediate(detail.checked)} description="Otherwise a delivery waits for its delay.">Allow an immediate retry</Checkbox>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
