import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { RetryResult, WorkerRun } from '../../api/types';
import { Id, shortened } from '../../parts/id';
import { Link } from '../../parts/link';
import { Answer } from '../../parts/panel';
import { State, words } from '../../parts/states';
import { Trail } from '../../parts/trail';
import { useTitle } from '../../shell/use-title';
import { Instant } from '../../time/since';
import { executionWords, reasonWords } from '../approvals/approval-words';
import { ComparisonPanel } from './comparison-panel';
import { readPair, readRun } from './run-reads';

/** One run: what it selected, what a live run would do or did, under whose approval, and what follows. */
export default function RunPage() {
  const { id = '' } = useParams();
  const run = useQuery(readRun(id));
  useTitle(`Run ${shortened(id)}`);
  return (
    <SpaceBetween size="l">
      <Trail list="Worker" to="/console/worker" here={shortened(id)} />
      <Answer what="the run" query={run}>{(data) => <Run run={data} />}</Answer>
    </SpaceBetween>
  );
}

function Run({ run }: { run: WorkerRun }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={run.trigger === 'schedule' ? `By its schedule, ${run.schedule.cadence}.` : `By ${run.generated_by}.`}>
        {run.dry_run ? 'Dry run' : 'Live run'} {shortened(run.run_id)}
      </Header>
      <Container>
        <KeyValuePairs columns={4} items={[
          { label: 'State', value: <State value={run.state}>{run.failure ? `${words(run.state)}, ${run.failure}` : words(run.state)}</State> },
          { label: 'Began', value: <Instant at={run.started_at} /> },
          { label: 'Ended', value: <Instant at={run.completed_at} /> },
          { label: 'Window', value: `${run.late ? 'late' : 'on time'}${run.missed_window_count > 0 ? `, ${run.missed_window_count} missed before it` : ''}` },
          { label: 'To retry · waiting · suppressed', value: `${run.summary.retryable_count} · ${run.summary.waiting_retry_count} · ${run.summary.suppressed_retry_count}` },
          { label: 'Selected', value: `${run.summary.selected_retry_count} of at most ${run.max_retry_deliveries}` },
          run.dry_run
            ? { label: 'Await approval', value: String(run.summary.approval_pending_count) }
            : { label: 'Delivered · failed · await approval', value: `${run.summary.delivered_count} · ${run.summary.failed_count} · ${run.summary.approval_pending_count}` },
          { label: 'Retry plan', value: run.retry_plan ? <Id value={run.retry_plan.retry_plan_id} to={`/console/retry-plans/${run.retry_plan.retry_plan_id}`} what="plan id" /> : '–' },
        ]} />
      </Container>
      <Table
        items={run.retry_results}
        trackBy={(row) => row.decision.destination_id}
        wrapLines
        ariaLabels={{ tableLabel: 'What the run found' }}
        header={<Header counter={`(${run.retry_results.length})`} description={run.dry_run ? 'What a live run would have done now.' : 'What was done.'}>Deliveries</Header>}
        columnDefinitions={[
          { id: 'connector', header: 'Connector', cell: ({ decision }) => <Link to={`/console/loops/${decision.destination_id}`} label={`Loop ${decision.destination_id} of ${decision.connector}`}>{decision.connector}</Link> },
          { id: 'proposal', header: 'Proposal', cell: ({ decision }) => <State value={decision.action} /> },
          { id: 'why', header: 'Why', minWidth: 150, cell: ({ decision }) => decision.reason },
          ...(run.dry_run ? [{ id: 'live', header: 'A live run', minWidth: 150, cell: liveVerdict }] : liveColumns),
        ]}
        empty="Nothing was due."
      />
      {run.retry_plan ? <BesideTheOther run={run} /> : null}
      {run.follow_up_actions.length > 0
        ? <Container header={<Header variant="h2" counter={`(${run.follow_up_actions.length})`}>What follows</Header>}>
          <ul className="lines">
            {run.follow_up_actions.map((action, index) => (
              <li key={index} className="breakable"><Box variant="strong">{words(action.action)}</Box>, {action.connector}: {action.reason}</li>
            ))}
          </ul>
        </Container>
        : null}
    </SpaceBetween>
  );
}

/** The run beside the one of the other mode that belongs to it. */
function BesideTheOther({ run }: { run: WorkerRun }) {
  const pair = useQuery(readPair(run));
  return (
    <ComparisonPanel query={pair} missing={() => run.dry_run
      ? 'No live run has followed this dry run yet: there is nothing to compare it with.'
      : 'No dry run began before this live run: there is nothing to compare it with.'} />
  );
}

function liveVerdict({ decision, skipped }: RetryResult) {
  return decision.live_verdict ? decision.live_verdict.reason : skipped ? words(skipped) : '–';
}

/** What a live run did with each delivery, and under whose approval. */
const liveColumns = [
  {
    id: 'result', header: 'Result', minWidth: 150, cell: ({ execution_record: record, skipped, code }: RetryResult) => record
      ? <><State value={record.execution_status ?? 'running'}>{executionWords(record)}</State>{record.reason ? <Box variant="small" color="text-body-secondary">{record.reason}</Box> : null}</>
      : skipped ? <State value="skipped">{`skipped, ${words(skipped)}`}</State> : code ? reasonWords(code) : '–',
  },
  {
    id: 'approved', header: 'Approved by', minWidth: 120, cell: ({ execution_record: record }: RetryResult) => record
      ? `${record.approved_by.join(', ') || '–'}${record.four_eyes_broken ? ', one person alone' : ''}`
      : '–',
  },
  {
    id: 'record', header: 'Record', minWidth: 120, cell: ({ execution_record: record, execution_metadata: evidence }: RetryResult) => evidence
      ? <Id value={record?.execution_id ?? evidence.evidence_id} to={`/console/evidence/${evidence.evidence_id}`} what="execution id" />
      : record ? <Id value={record.execution_id} what="execution id" /> : '–',
  },
];
