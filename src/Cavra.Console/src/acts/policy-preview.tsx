import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { components } from '../api/schema';
import { shortened } from '../parts/id';
import { words } from '../parts/states';
import { counted } from '../time/words';
import { changeWords } from './policy-draft';

/** What would be different if the policy were put in force now. */
export function PolicyPreview({ preview }: { preview: components['schemas']['PolicyPreviewView'] }) {
  return (
    <div role="status">
      <SpaceBetween size="s">
        {preview.warnings.length > 0
          ? <Alert type="warning" header="It is looser"><ul className="plain-list">{preview.warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul></Alert>
          : null}
        <Box variant="awsui-key-label">What it changes</Box>
        {preview.changes.length === 0
          ? <Box color="text-body-secondary">Nothing: it is the policy in force.</Box>
          : <ul className="plain-list">{preview.changes.map((change) => <li key={change.member} className="breakable">{changeWords(change)}</li>)}</ul>}
        <Box>{counted(preview.approvals_made_stale_count, 'approval')} would no longer count; about {counted(preview.retry_changed_count, 'open delivery', 'open deliveries')} a plan would decide otherwise.</Box>
        {preview.approvals.length + preview.retries.length > 0
          ? <ul className="plain-list">
            {preview.approvals.map((approval) => <li key={approval.approval_id} className="breakable">{approval.connector}, approval {shortened(approval.approval_id)}, {approval.state}: {approval.reason}</li>)}
            {preview.retries.map((retry) => <li key={retry.destination_id} className="breakable">{retry.connector}, loop {shortened(retry.destination_id)}: {retry.before.action} ({words(retry.before.reason_code)}) → {retry.after.action} ({words(retry.after.reason_code)})</li>)}
          </ul>
          : null}
        {preview.frozen_connectors.length > 0 ? <Alert type="info">Nothing would be sent again now to {preview.frozen_connectors.join(', ')}: a freeze window.</Alert> : null}
      </SpaceBetween>
    </div>
  );
}
