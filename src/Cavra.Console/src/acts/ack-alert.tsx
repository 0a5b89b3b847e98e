import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { shortened } from '../parts/id';
import { ChoiceField, NotesField, orNull, TextField } from './fields';

type AlertState = 'acknowledged' | 'escalated' | 'resolved' | 'dismissed';

const states = [
  { value: 'acknowledged', label: 'Acknowledge', description: 'Seen; it is being worked on.' },
  { value: 'escalated', label: 'Escalate', description: 'The escalation connectors are alerted.' },
  { value: 'resolved', label: 'Resolve', description: 'What it was about is mended.' },
  { value: 'dismissed', label: 'Dismiss', description: 'It is not repeated.' },
];

interface AckAlertDialogProps {
  healthId: string;
  provider: string;
  close: () => void;
}

/** Answers a worker-health alert for one connector. */
export function AckAlertDialog({ healthId, provider, close }: AckAlertDialogProps) {
  const [state, setState] = useState<string>('acknowledged');
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  return (
    <ActDialog
      title="Acknowledge worker alert"
      description={<>Answers the worker-health alert {shortened(healthId)} that went to <b>{provider}</b>.</>}
      confirm={states.find((item) => item.value === state)?.label ?? 'Answer'}
      body={{ provider, acknowledgement_state: state as AlertState, external_ref: orNull(reference), notes: orNull(notes) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/worker-health-alerts/{health_id}/acknowledgements`, {
        params: { path: { health_id: healthId }, header: { 'Idempotency-Key': key } }, body,
      }))}
      done={({ acknowledgement }) => `${acknowledgement.providers.join(', ')}: ${acknowledgement.acknowledgement_state}.`
        + (acknowledgement.undelivered_providers.length > 0 ? ` The alert had not been delivered to ${acknowledgement.undelivered_providers.join(', ')}.` : '')}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ChoiceField label="Answer" member="acknowledgement_state" value={state} options={states} onChange={setState} errorOf={errorOf} />
          <TextField label="Reference" isOptional member="external_ref" value={reference} onChange={setReference} errorOf={errorOf} placeholder="INC-2042" />
          <NotesField label="Notes" isOptional member="notes" value={notes} onChange={setNotes} errorOf={errorOf} description="Secrets are taken out before it is kept." />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
