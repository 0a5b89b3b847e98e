import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { Link } from '../parts/link';
import { counted } from '../time/words';
import { numberOf, TextField } from './fields';

/** Makes a playbook of how to bring back the connectors that fail. */
export function PlanRecoveryDialog({ close }: { close: () => void }) {
  const [failures, setFailures] = useState('2');
  const [hours, setHours] = useState('24');
  return (
    <ActDialog
      title="Recovery Playbook"
      description="Looks for connectors with open failures and writes down, step by step, what brings each back. The recovery of each is open from then on, until somebody closes it with proof."
      confirm="Make playbook"
      body={{ min_failure_count: numberOf(failures), lookback_hours: numberOf(hours) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/connector-recovery-playbook`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ playbook }) => (
        <>
          {counted(playbook.provider_count, 'connector')} to bring back, {counted(playbook.failure_count, 'open failure')}.{' '}
          <Link to={`/console/recovery/${playbook.playbook_id}`}>Open the playbook</Link>
        </>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <ColumnLayout columns={2}>
          <TextField label="Open failures from" member="min_failure_count" type="number" value={failures} onChange={setFailures} errorOf={errorOf} description="1 to 1,000." />
          <TextField label="Last failed within, hours" member="lookback_hours" type="number" value={hours} onChange={setHours} errorOf={errorOf} description="1 to 720." />
        </ColumnLayout>
      )}
    </ActDialog>
  );
}
