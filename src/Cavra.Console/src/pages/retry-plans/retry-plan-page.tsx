import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { AckRetryDialog } from '../../acts/ack-retry';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { RetryPlan } from '../../api/types';
import { shortened } from '../../parts/id';
import { Answer } from '../../parts/panel';
import { State } from '../../parts/states';
import { Trail } from '../../parts/trail';
import { useTitle } from '../../shell/use-title';
import { Instant, Since } from '../../time/since';
import { durationWords } from '../../time/words';
import { AcknowledgementsTable } from './acknowledgements-table';
import { DecisionsTable } from './decisions-table';

/** One retry plan: its decisions, and what people decided about them. */
export default function RetryPlanPage() {
  const { id = '' } = useParams();
  const plan = useQuery({
    queryKey: ['retry-plan', id, 'page'],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/retry-plans/{retry_plan_id}`, { params: { path: { retry_plan_id: id } }, signal })),
  });
  useTitle(`Retry plan ${shortened(id)}`);
  return (
    <SpaceBetween size="l">
      <Trail list="Retry plans" to="/console/retry-plans" here={shortened(id)} />
      <Answer what="the plan" query={plan}>{(data) => <Plan plan={data} />}</Answer>
    </SpaceBetween>
  );
}

function Plan({ plan }: { plan: RetryPlan }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={<>Made <Since at={plan.generated_at} /> by {plan.generated_by}.</>}
        actions={<ActButton permission="retry.acknowledge" variant="primary" unavailable={plan.decision_count === 0 ? 'The plan holds no decision.' : undefined}
          dialog={(close) => <AckRetryDialog close={close} planId={plan.retry_plan_id} />}>Ack Retry</ActButton>}
      >Retry plan {shortened(plan.retry_plan_id)}</Header>
      <Container>
        <KeyValuePairs columns={4} items={[
          { label: 'Level', value: <State value={plan.alert_level} /> },
          { label: 'To retry · waiting · suppressed', value: `${plan.retryable_count} · ${plan.waiting_count} · ${plan.suppressed_count}` },
          { label: 'Policy', value: `${plan.max_retry_attempts} attempts, first after ${durationWords(plan.base_retry_delay_minutes * 60)}, then ×${plan.backoff_multiplier}` },
          { label: 'Made', value: <Instant at={plan.generated_at} /> },
        ]} />
        {plan.omitted_count > 0 ? <Box color="text-body-secondary" margin={{ top: 's' }}>{plan.omitted_count} further deliveries are not in the plan.</Box> : null}
      </Container>
      <DecisionsTable plan={plan} />
      <AcknowledgementsTable planId={plan.retry_plan_id} />
    </SpaceBetween>
  );
}
