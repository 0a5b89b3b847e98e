import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Approval } from '../../api/types';
import { Id } from '../../parts/id';
import { State } from '../../parts/states';
import { Instant, Since } from '../../time/since';
import { givenOf, staleWords, whyNotApprove } from './approval-words';

/** One approval: what it is bound to, who approved it, and what stands against it. */
export function ApprovalDetail({ approval }: { approval: Approval }) {
  const { bound_to: bound } = approval;
  const stale = staleWords(approval.stale_because);
  return (
    <SpaceBetween size="l">
      <KeyValuePairs columns={4} items={[
        { label: 'State', value: <State value={approval.state} /> },
        { label: 'Approvals', value: givenOf(approval) },
        { label: 'Asked', value: <><Since at={approval.requested_at} /> by {approval.requested_by}</> },
        { label: 'Review by', value: <Instant at={approval.review_by} /> },
        { label: 'Expires', value: <Instant at={approval.expires_at} /> },
        { label: 'Accepted by', value: approval.accepted_by ?? '–' },
        { label: 'Ended', value: approval.ended_at ? <><Since at={approval.ended_at} />{approval.ended_by ? ` by ${approval.ended_by}` : ''}</> : '–' },
        { label: 'You', value: whyNotApprove(approval) ?? 'may approve it' },
        { label: 'Loop', value: <Id value={approval.destination_id} to={`/console/loops/${approval.destination_id}`} what="loop id" /> },
        { label: 'Retry plan', value: <Id value={approval.retry_plan_id} to={`/console/retry-plans/${approval.retry_plan_id}`} what="plan id" /> },
        { label: 'Approval', value: <Id value={approval.approval_id} what="approval id" /> },
        { label: 'Approval plan', value: <Id value={approval.approval_plan_id} what="approval plan id" /> },
      ]} />
      <div>
        <Box variant="h3">Bound to</Box>
        <Box color="text-body-secondary" margin={{ bottom: 's' }}>
          {stale === '' ? 'If any of this is different when the worker comes, the approval is stale and nothing is sent.' : `It is stale: ${stale}.`}
        </Box>
        <KeyValuePairs columns={2} items={[
          { label: 'Failed attempts', value: String(bound.failed_attempts) },
          { label: 'Content digest', value: <Digest value={approval.content_digest} /> },
          { label: 'Package digest', value: <Digest value={bound.package_digest} /> },
          { label: 'Configuration of the connector', value: bound.endpoint_fingerprint ? <Digest value={bound.endpoint_fingerprint} /> : 'none' },
          { label: 'Policy digest', value: <Digest value={bound.policy_digest} /> },
        ]} />
      </div>
      <div>
        <Box variant="h3">Approved by</Box>
        {approval.approved_by.length === 0
          ? <Box color="text-body-secondary">Nobody yet.</Box>
          : <ul className="lines">
            {approval.approved_by.map((grant) => (
              <li key={grant.approval_decision_id} className="breakable">
                {grant.actor} <Since at={grant.at} />{grant.own_acceptance ? ', who had accepted it too' : ''},
                {' '}evidence <Id value={grant.evidence_id} to={`/console/evidence/${grant.evidence_id}`} what="evidence id" />
              </li>
            ))}
          </ul>}
      </div>
    </SpaceBetween>
  );
}

function Digest({ value }: { value: string }) {
  return <span className="id breakable">{value}</span>;
}
