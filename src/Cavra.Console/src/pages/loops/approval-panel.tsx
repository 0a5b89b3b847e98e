import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { DecideApprovalsDialog } from '../../acts/decide-approvals';
import { ExecuteRetryDialog } from '../../acts/execute-retry';
import { PlanApprovalsDialog } from '../../acts/plan-approvals';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { Approval, Execution } from '../../api/types';
import { Id } from '../../parts/id';
import { Panel } from '../../parts/panel';
import { State } from '../../parts/states';
import { Since } from '../../time/since';
import { executionWords, givenOf, staleWords, whyNotApprove } from '../approvals/approval-words';
import { nextActOf } from './next-act';

interface ApprovalPanelProps {
  destinationId: string;
  connector: string;
  openGate: string | null;
}

/** The approvals of one destination, what was sent with them, and what is next. */
export function ApprovalPanel({ destinationId, connector, openGate }: ApprovalPanelProps) {
  const query = { destination_id: destinationId, limit: 20 };
  const governed = useQuery({
    queryKey: ['approvals', 'of', destinationId],
    queryFn: async ({ signal }) => {
      const [approvals, executions] = await Promise.all([
        answerOf(api.GET(`${auditDelivery}/approvals`, { params: { query }, signal })),
        answerOf(api.GET(`${auditDelivery}/retry-execution-records`, { params: { query }, signal })),
      ]);
      return { approvals: approvals.items, executions: executions.items };
    },
  });
  return (
    <Panel title="Approvals and retries sent" what="the approvals" query={governed}
      actions={governed.data ? <NextAct approvals={governed.data.approvals} connector={connector} openGate={openGate} /> : null}>
      {({ approvals, executions }) => (
        <SpaceBetween size="m">
          {approvals.length === 0
            ? <Box color="text-body-secondary">No approval was asked for yet.</Box>
            : <ul className="lines">{approvals.map((approval) => <ApprovalLine key={approval.approval_id} approval={approval} />)}</ul>}
          {executions.length === 0
            ? <Box color="text-body-secondary">Nothing was sent again live.</Box>
            : <ul className="lines">{executions.map((execution) => <ExecutionLine key={execution.execution_id} execution={execution} />)}</ul>}
        </SpaceBetween>
      )}
    </Panel>
  );
}

function NextAct({ approvals, connector, openGate }: { approvals: readonly Approval[]; connector: string; openGate: string | null }) {
  const { act, approval } = nextActOf(openGate, approvals);
  switch (act) {
    case 'plan':
      return <ActButton permission="approval.plan" dialog={(close) => <PlanApprovalsDialog close={close} />}>Plan Retry Approval</ActButton>;
    case 'approve':
      return approval ? (
        <ActButton permission="retry.approve" unavailable={whyNotApprove(approval)}
          dialog={(close) => <DecideApprovalsDialog approvals={[approval]} answer="approved" close={close} />}>Approve Retry</ActButton>
      ) : null;
    case 'execute':
      return <ActButton permission="retry.execute" dialog={(close) => <ExecuteRetryDialog connector={connector} close={close} />}>Execute Retry</ActButton>;
    default:
      return null;
  }
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const stale = staleWords(approval.stale_because);
  return (
    <li className="breakable">
      <State value={approval.state} />, {givenOf(approval)}, asked <Since at={approval.requested_at} /> by {approval.requested_by}
      {approval.approved_by.length > 0 ? `, approved by ${approval.approved_by.map((grant) => grant.actor).join(', ')}` : ''}
      {stale === '' ? '' : `, because ${stale}`}{' '}
      <Id value={approval.approval_id} to={`/console/approvals?destination_id=${approval.destination_id}&row=${approval.approval_id}`} what="approval id" />
    </li>
  );
}

function ExecutionLine({ execution }: { execution: Execution }) {
  return (
    <li className="breakable">
      <State value={execution.execution_status ?? 'running'}>{`sent live: ${executionWords(execution)}`}</State> <Since at={execution.executed_at} /> by {execution.executed_by}
      {execution.approved_by.length > 0 ? `, approved by ${execution.approved_by.join(', ')}` : ''}{execution.reason ? `. ${execution.reason}` : ''}{' '}
      <Id value={execution.execution_id} to={`/console/worker/runs/${execution.run_id}`} what="execution id" />
    </li>
  );
}
