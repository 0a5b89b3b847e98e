import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { notifications } from '../api/paths';
import type { RouteRow } from '../api/types';
import { counted } from '../time/words';
import { ChoiceField, NotesField, orNull, TextField } from './fields';

export type RouteState = 'acknowledged' | 'escalated' | 'resolved' | 'dismissed';

const states = [
  { value: 'acknowledged', label: 'Acknowledge', description: 'Seen; it is being worked on.' },
  { value: 'escalated', label: 'Escalate', description: 'Somebody else must answer.' },
  { value: 'resolved', label: 'Resolve', description: 'The drill was done, or is no longer due.' },
  { value: 'dismissed', label: 'Dismiss', description: 'It needs no answer.' },
];

interface AckRoutesDialogProps {
  routes: readonly Pick<RouteRow, 'schedule_id' | 'provider' | 'plan_id'>[];
  initial?: RouteState;
  close: () => void;
}

/** Answers notification routes: all of them, or none. */
export function AckRoutesDialog({ routes: chosen, initial = 'acknowledged', close }: AckRoutesDialogProps) {
  // Those that were chosen when the dialog opened: answered routes leave the list.
  const [routes] = useState(chosen);
  const [state, setState] = useState<string>(initial);
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  return (
    <ActDialog
      title={`Answer ${counted(routes.length, 'route')}`}
      description={<>Records one answer to {counted(routes.length, 'notification route')}: {routes.slice(0, 5).map((route) => `${route.schedule_id} by ${route.provider}`).join(', ')}{routes.length > 5 ? ' and others' : ''}. All of them are answered, or none.</>}
      confirm={states.find((item) => item.value === state)?.label ?? 'Answer'}
      body={{
        routes: routes.map((route) => ({ schedule_id: route.schedule_id, provider: route.provider, plan_id: route.plan_id })),
        acknowledgement_state: state as RouteState, external_ref: orNull(reference), notes: orNull(notes),
      }}
      send={(body, key) => answerOf(api.POST(`${notifications}/acknowledgements/bulk`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ acknowledgement_count, acknowledgement_state }) => `${counted(acknowledgement_count, 'route')} ${acknowledgement_state}.`}
      evidence={({ metadata }) => metadata.slice(0, 3)}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ChoiceField label="Answer" member="acknowledgement_state" value={state} options={states} onChange={setState} errorOf={errorOf} />
          <TextField label="Reference" isOptional member="external_ref" value={reference} onChange={setReference} errorOf={errorOf} placeholder="CHG-1042" />
          <NotesField label="Notes" isOptional member="notes" value={notes} onChange={setNotes} errorOf={errorOf} description="Secrets are taken out before it is kept." />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
