import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { Link } from '../parts/link';
import { words } from '../parts/states';
import { counted } from '../time/words';
import { useConnectorOptions } from './connector-options';
import { ChoiceField, numberOf, TextField } from './fields';

/** Runs the retry worker once, dry. */
export function RunWorkerDialog({ close }: { close: () => void }) {
  const [provider, setProvider] = useState('all');
  const [most, setMost] = useState('5');
  const options = useConnectorOptions('Every connector');
  return (
    <ActDialog
      title="Run Audit Worker"
      description="A dry run makes a retry plan and says for each delivery what a live run would do and what stands against it. Nothing is sent."
      confirm="Start dry run"
      body={{ dry_run: true, execute: false, provider, max_retry_deliveries: numberOf(most) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/worker-run`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ run }) => run.state === 'succeeded'}
      done={({ run }) => (
        <>
          The run {words(run.state)}: {counted(run.summary.retryable_count, 'delivery', 'deliveries')} to retry, {run.summary.selected_retry_count} selected,{' '}
          {run.summary.waiting_retry_count} waiting, {run.summary.suppressed_retry_count} suppressed.{' '}
          <Link to={`/console/worker/runs/${run.run_id}`}>Open the run</Link>
        </>
      )}
      evidence={({ metadata, retry_metadata }) => [metadata, retry_metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <>
          <ColumnLayout columns={2}>
            <ChoiceField label="Connectors" member="provider" value={provider} options={options} onChange={setProvider} errorOf={errorOf} />
            <TextField label="Deliveries at most" member="max_retry_deliveries" type="number" value={most} onChange={setMost} errorOf={errorOf} description="1 to 500." />
          </ColumnLayout>
          <Box variant="small" color="text-body-secondary" margin={{ top: 's' }}>A live run needs an approval for each delivery: Execute Retry starts it.</Box>
        </>
      )}
    </ActDialog>
  );
}
