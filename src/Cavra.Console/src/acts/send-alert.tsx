import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { counted } from '../time/words';
import { useConnectorOptions } from './connector-options';
import { ChoiceField, numberOf, TextField } from './fields';
import { outcomesOf } from './outcomes';

/** Looks at the worker's health and alerts whoever is to know. */
export function SendAlertDialog({ close }: { close: () => void }) {
  const [provider, setProvider] = useState('all');
  const [window, setWindow] = useState('60');
  const [force, setForce] = useState(false);
  const options = useConnectorOptions('Every connector that takes alerts');
  return (
    <ActDialog
      title="Send Worker Alert"
      description="Looks at the worker’s health now and sends the findings to the connectors that take alerts. A healthy worker alerts nobody; what was sent a moment ago is not sent again."
      confirm="Send"
      body={{ provider, force, suppression_window_minutes: numberOf(window) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/worker-health-alerts/deliver`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ success, plan }) => success === true && plan.reason_code === 'routed'}
      done={({ plan, delivery }) => {
        switch (plan.reason_code) {
          case 'healthy':
            return 'The worker is healthy: nobody was alerted. Send it anyway with “Even if healthy or just sent”.';
          case 'suppressed':
            return 'The same alert was sent a moment ago, so it was not sent again.';
          default:
            return <>{counted(plan.alert_count, 'finding')} sent to {plan.selected_providers.join(', ')}. {outcomesOf(delivery)}</>;
        }
      }}
      evidence={({ plan_metadata, metadata }) => [plan_metadata, metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <ChoiceField label="Connectors" member="provider" value={provider} options={options} onChange={setProvider} errorOf={errorOf} />
            <TextField label="Not again within, minutes" member="suppression_window_minutes" type="number" value={window} onChange={setWindow} errorOf={errorOf} description="1 to 1440." />
          </ColumnLayout>
          <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>Even if healthy or just sent</Checkbox>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
