import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { ChangePolicyDialog } from '../../acts/change-policy';
import { changeWords } from '../../acts/policy-draft';
import { answerOf, api, wholeAnswerOf } from '../../api/client';
import type { components } from '../../api/schema';
import { Id } from '../../parts/id';
import { Panel } from '../../parts/panel';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { Instant, Since } from '../../time/since';
import { counted, durationWords } from '../../time/words';

type Policy = components['schemas']['PolicyView'];

const columns: Column<Policy>[] = [
  { id: 'version', header: 'Version', width: 100, cell: (row) => row.version, text: (row) => row.version },
  { id: 'at', header: 'In force', width: 140, cell: (row) => <Since at={row.changed_at} />, text: (row) => row.changed_at },
  { id: 'by', header: 'Decided by', width: 150, cell: (row) => row.changed_by ?? 'built in', text: (row) => row.changed_by },
  {
    id: 'changes', header: 'Differences', minWidth: 220, text: (row) => row.changes.map(changeWords).join('; '),
    cell: (row) => row.changes.length === 0 ? '–' : <ul className="plain-list">{row.changes.map((change) => <li key={change.member} className="breakable">{changeWords(change)}</li>)}</ul>,
  },
  { id: 'notes', header: 'Why', width: 180, cell: (row) => row.notes ?? '–', text: (row) => row.notes },
  { id: 'digest', header: 'Digest', width: 130, cell: (row) => <Id value={row.digest} what="digest" />, text: (row) => row.digest },
];

/** What a live retry needs in this workspace, and every version of that. */
export function PolicyPanel() {
  const policy = useQuery({
    queryKey: ['policy'],
    queryFn: async ({ signal }) => {
      const { data, response } = await wholeAnswerOf(api.GET('/policy', { signal }));
      return { policy: data, version: response.headers.get('ETag') ?? undefined };
    },
  });
  return (
    <SpaceBetween size="l">
      <Panel title="Policy" what="the policy" query={policy} counter={(data) => `(version ${data.policy.version})`}
        description="What a live retry needs, and how retries wait. Evidence and approvals name it by its digest."
        actions={policy.data
          ? <ActButton permission="policy.write" variant="primary" label="Change the policy" dialog={(close) => <ChangePolicyDialog policy={policy.data.policy} version={policy.data.version} close={close} />}>Change</ActButton>
          : null}>
        {({ policy: { policy: data } }) => <Document policy={data} />}
      </Panel>
      <ApiTable<Policy>
        id="policy-versions"
        title="Versions"
        path="/policy/versions"
        load={(query, signal) => answerOf(api.GET('/policy/versions', { params: { query }, ...(signal ? { signal } : {}) }))}
        columns={columns}
        rowId={(row) => String(row.version)}
        empty="There is no version."
      />
    </SpaceBetween>
  );
}

function Document({ policy }: { policy: Policy['policy'] }) {
  const { retry_policy: retry } = policy;
  const reviews = Object.entries(policy.connector_review_minutes);
  return (
    <KeyValuePairs columns={4} items={[
      { label: 'Approvals', value: `of ${counted(policy.approvals_required, 'person', 'different people')}` },
      { label: 'Four eyes', value: policy.four_eyes },
      { label: 'Accepted first', value: policy.require_retry_ack ? 'yes' : 'no' },
      { label: 'An approval may be used for', value: minutes(policy.expires_after_minutes) },
      { label: 'To be decided within', value: [minutes(policy.review_minutes), ...reviews.map(([connector, within]) => `${connector} ${minutes(within)}`)].join(', ') },
      { label: 'Attempts at most', value: String(retry.max_retry_attempts) },
      { label: 'Waits', value: `first ${minutes(retry.retry_delay_minutes)}, then ×${retry.backoff_multiplier}, at most ${minutes(retry.max_retry_delay_minutes)}` },
      { label: 'An immediate retry', value: retry.allow_immediate_retry ? 'is allowed' : 'is not allowed' },
      { label: 'Evidence is kept', value: policy.evidence_kept_days ? `for ${counted(policy.evidence_kept_days, 'day', 'days')}` : 'for ever' },
      {
        label: 'Freeze windows', value: policy.freeze_windows.length === 0
          ? 'none'
          : <ul className="lines">{policy.freeze_windows.map((window) => (
            <li key={window.window_id} className="breakable">{window.window_id}: <Instant at={window.start_at} /> to <Instant at={window.end_at} />, {window.connectors.join(', ') || 'every connector'}. {window.reason}</li>
          ))}</ul>,
      },
    ]} />
  );
}

function minutes(value: number): string {
  return durationWords(value * 60);
}
