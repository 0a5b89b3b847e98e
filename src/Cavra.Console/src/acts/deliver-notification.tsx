import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { notifications } from '../api/paths';
import { useConnectorOptions } from './connector-options';
import { ChoiceField, orNull, TextField } from './fields';
import { outcomesOf } from './outcomes';

/** Tells whoever is to know about a due drill. */
export function DeliverNotificationDialog({ close }: { close: () => void }) {
  const [provider, setProvider] = useState('all');
  const [scheduleId, setScheduleId] = useState('');
  const [force, setForce] = useState(false);
  const options = useConnectorOptions('As the schedule says');
  return (
    <ActDialog
      title="Send drill notification"
      description="Decides who is told about the next due rollback drill and tells them. A schedule that is not due tells nobody, and maintenance windows and absences hold their routes back."
      confirm="Send"
      body={{ provider, force, schedule_id: orNull(scheduleId) }}
      send={(body, key) => answerOf(api.POST(`${notifications}/deliver`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ success, delivery }) => success === true && delivery !== null}
      done={({ plan, delivery }) => <><div className="breakable">{plan.reason}</div>{outcomesOf(delivery)}</>}
      evidence={({ plan_metadata, metadata }) => [plan_metadata, metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <TextField label="Drill schedule" isOptional member="schedule_id" value={scheduleId} onChange={setScheduleId} errorOf={errorOf} description="Without it, the schedule that is due first." />
          <ChoiceField label="Connectors" member="provider" value={provider} options={options} onChange={setProvider} errorOf={errorOf} />
          <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>Even if it is not due</Checkbox>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
