import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { notifications } from '../api/paths';
import { counted } from '../time/words';
import { numberOf, TextField } from './fields';

/** Names the routes that nobody answered in time, and who is next for each. */
export function EscalateRoutesDialog({ close }: { close: () => void }) {
  const [minutes, setMinutes] = useState('');
  return (
    <ActDialog
      title="Plan escalation"
      description="Names every notification route that nobody answered in time, and who is next for each. It records the plan; nothing is sent."
      confirm="Plan"
      body={minutes.trim() === '' ? {} : { policy: { acknowledgement_minutes: numberOf(minutes) } }}
      send={(body, key) => answerOf(api.POST(`${notifications}/escalation-plan`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ plan }) => `${counted(plan.outstanding_count, 'route')} unanswered, ${plan.breached_count} of them late${plan.escalation_owners.length > 0 ? `; next: ${plan.escalation_owners.join(', ')}` : ''}.`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <TextField label="Minutes to answer" isOptional member="policy.acknowledgement_minutes" type="number" value={minutes} onChange={setMinutes} errorOf={errorOf}
          description="In place of what each owner’s route says." />
      )}
    </ActDialog>
  );
}
