import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { AckRetryDialog } from '../../acts/ack-retry';
import { ExportAuditButton } from '../../acts/export-audit';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { DestinationDetail } from '../../api/types';
import { GateTimeline } from '../../parts/gates';
import { Id, shortened } from '../../parts/id';
import { Answer } from '../../parts/panel';
import { State, words } from '../../parts/states';
import { Trail } from '../../parts/trail';
import { useSession } from '../../session/session';
import { useTitle } from '../../shell/use-title';
import { Instant, Since } from '../../time/since';
import { counted } from '../../time/words';
import { ApprovalPanel } from './approval-panel';
import { AttemptList } from './attempt-list';
import { useDecision } from './use-decision';

/** One loop from failure to closure. */
export default function LoopPage() {
  const { id = '' } = useParams();
  const detail = useQuery({
    queryKey: ['destination', id],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/destinations/{destination_id}`, { params: { path: { destination_id: id } }, signal })),
  });
  useTitle(detail.data ? `Loop of ${detail.data.destination.connector}` : 'Loop');
  return (
    <SpaceBetween size="l">
      <Trail list="Loops" to="/console/loops" here={detail.data?.destination.connector ?? shortened(id)} />
      <Answer what="the loop" query={detail}>{(data) => <Loop data={data} />}</Answer>
    </SpaceBetween>
  );
}

function Loop({ data }: { data: DestinationDetail }) {
  const { destination, loop, attempts } = data;
  const { may } = useSession();
  const readsPlans = may('records.read');
  const decision = useDecision(destination.destination_id, loop?.open === true && readsPlans);
  const unavailable = loop?.open === true
    ? !readsPlans ? 'This needs the permission records.read, to see the plan that is decided about.' : decision === undefined ? 'The newest retry plan does not hold it. Plan first.' : undefined
    : 'The loop is closed.';
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={<>Audit delivery {destination.delivery_id ? <Id value={destination.delivery_id} what="delivery id" /> : null}</>} actions={(
        <SpaceBetween direction="horizontal" size="xs">
          <ActButton permission="retry.acknowledge" variant="primary" unavailable={unavailable}
            dialog={(close) => <AckRetryDialog close={close} planId={decision?.planId} decision={decision?.decision} />}>Decide</ActButton>
          <ExportAuditButton label="Export evidence" filter={destination.delivery_id ? { delivery_id: destination.delivery_id } : {}} />
        </SpaceBetween>
      )}>{destination.connector}</Header>
      {loop
        ? <Container header={<Header variant="h2">{loop.open ? <>Open, failed <Since at={loop.opened_at} /></> : <>Closed {loop.closed_at ? <Since at={loop.closed_at} /> : null}</>}</Header>}>
          <GateTimeline loop={loop} renderEvidence={(evidenceId) => <Id value={evidenceId} to={`/console/evidence/${evidenceId}`} what="evidence id" />} />
        </Container>
        : <Alert type="info">It has not failed, so there is no loop to close.</Alert>}
      <Container header={<Header variant="h2">Where it stands</Header>}>
        <KeyValuePairs columns={4} items={[
          { label: 'State', value: <State value={destination.state} /> },
          { label: 'Failed attempts', value: String(destination.failed_attempts) },
          { label: 'Next attempt', value: <Since at={destination.next_attempt_at} /> },
          { label: 'Deferred until', value: <Instant at={destination.deferred_until} /> },
          { label: 'Failure', value: destination.failure_class ? words(destination.failure_class) : '–' },
          { label: 'Held because', value: destination.hold_reason ? words(destination.hold_reason) : '–' },
          { label: 'Closed as', value: destination.closed_as ? words(destination.closed_as) : '–' },
          { label: 'Audit package', value: destination.audit_id ? <Id value={destination.audit_id} what="audit id" /> : '–' },
        ]} />
        {decision
          ? <Box margin={{ top: 'm' }} color="text-body-secondary">The newest plan proposes: {decision.decision.action}. {decision.decision.reason}</Box>
          : null}
      </Container>
      {loop && readsPlans ? <ApprovalPanel destinationId={destination.destination_id} connector={destination.connector} openGate={loop.open_gate} /> : null}
      <Container header={<Header variant="h2" counter={`(${destination.attempt_number})`}>Attempts</Header>}>
        {data.attempts_removed ? <Box color="text-body-secondary">Removed by retention.</Box> : <AttemptList attempts={attempts} />}
        {data.attempts_omitted_count > 0 ? <Box color="text-body-secondary">{counted(data.attempts_omitted_count, 'older attempt')} not shown.</Box> : null}
      </Container>
    </SpaceBetween>
  );
}
