import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { Link } from '../parts/link';
import { useConnectorOptions } from './connector-options';
import { ChoiceField, orNull, TextField } from './fields';
import { outcomesOf } from './outcomes';

/** Packs the acknowledgements and delivers the package. */
export function DeliverAuditDialog({ close }: { close: () => void }) {
  const [deliveryProvider, setDeliveryProvider] = useState('all');
  const [scheduleId, setScheduleId] = useState('');
  const [owner, setOwner] = useState('');
  const options = useConnectorOptions('Every connector');
  return (
    <ActDialog
      title="Deliver Ack Audit"
      description="Packs every notification route with its newest acknowledgement into an audit package that never changes, and delivers it. What fails becomes a loop that somebody must close."
      confirm="Deliver"
      body={{
        delivery_provider: deliveryProvider === 'all' ? null : deliveryProvider,
        schedule_id: orNull(scheduleId), owner: orNull(owner),
      }}
      send={(body, key) => answerOf(api.POST(auditDelivery, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ success }) => success === true}
      done={({ success, delivery }) => (
        <>
          {success ? 'Delivered.' : 'Not every destination took it; what failed is now an open loop.'}
          {outcomesOf(delivery)}
          {success ? null : <Link to="/console/loops?open=true">Open the loops</Link>}
        </>
      )}
      evidence={({ audit_metadata, plan_metadata, metadata }) => [audit_metadata, plan_metadata, metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ChoiceField label="Deliver to" member="delivery_provider" value={deliveryProvider} options={options} onChange={setDeliveryProvider} errorOf={errorOf} />
          <ColumnLayout columns={2}>
            <TextField label="Only this drill schedule" isOptional member="schedule_id" value={scheduleId} onChange={setScheduleId} errorOf={errorOf} />
            <TextField label="Only this owner" isOptional member="owner" value={owner} onChange={setOwner} errorOf={errorOf} />
          </ColumnLayout>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
