import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { drills } from '../api/paths';
import { local } from '../time/words';
import { ChoiceField, numberOf, orNull, TextField } from './fields';

/** Records a rollback drill that was executed. */
export function RecordDrillDialog({ close }: { close: () => void }) {
  const [drillId, setDrillId] = useState('');
  const [environment, setEnvironment] = useState('');
  const [executedAt, setExecutedAt] = useState(local(new Date()).slice(0, 16));
  const [target, setTarget] = useState('');
  const [status, setStatus] = useState<string>('pass');
  const [fallback, setFallback] = useState(true);
  const [recovery, setRecovery] = useState('');
  const [most, setMost] = useState('30');
  const [runbook, setRunbook] = useState('');
  const at = new Date(executedAt);
  return (
    <ActDialog
      title="Record drill"
      description="Records a rollback drill that was executed. One that passes moves the due date of its environment’s schedules."
      confirm="Record"
      missing={drillId.trim() === '' ? 'Name the drill.' : environment.trim() === '' ? 'Name the environment.' : recovery.trim() === '' ? 'Say how long recovery took.' : undefined}
      body={{
        drill_id: drillId.trim(), executed_at: Number.isNaN(at.getTime()) ? executedAt : at.toISOString(), target_mode: target.trim(),
        status: status as 'pass' | 'fail', fallback_verified: fallback, recovery_minutes: numberOf(recovery), max_recovery_minutes: numberOf(most),
        environment: environment.trim(), ...(orNull(runbook) ? { runbook_ref: runbook.trim() } : {}),
      }}
      send={(body, key) => answerOf(api.POST(drills, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ drill }) => drill.passed}
      done={({ drill }) => drill.passed
        ? 'The drill passed and is recorded.'
        : <>The drill is recorded as failed:<ul className="plain-list">{drill.checks.filter((check) => check.status !== 'pass').map((check) => <li key={check.id}>{check.message}</li>)}</ul></>}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <TextField label="Drill" member="drill_id" value={drillId} onChange={setDrillId} errorOf={errorOf} placeholder="rollback-2026-11" />
            <TextField label="Environment" member="environment" value={environment} onChange={setEnvironment} errorOf={errorOf} placeholder="production" />
            <TextField label="Executed, local time" member="executed_at" value={executedAt} onChange={setExecutedAt} errorOf={errorOf} />
            <TextField label="Rolled back to" member="target_mode" value={target} onChange={setTarget} errorOf={errorOf} placeholder="previous-release" />
            <ChoiceField label="Result" member="status" value={status} onChange={setStatus} errorOf={errorOf} options={[{ value: 'pass', label: 'passed' }, { value: 'fail', label: 'failed' }]} />
            <TextField label="Runbook" isOptional member="runbook_ref" value={runbook} onChange={setRunbook} errorOf={errorOf} />
            <TextField label="Recovery took, minutes" member="recovery_minutes" type="number" value={recovery} onChange={setRecovery} errorOf={errorOf} />
            <TextField label="Allowed, minutes" member="max_recovery_minutes" type="number" value={most} onChange={setMost} errorOf={errorOf} />
          </ColumnLayout>
          <Checkbox checked={fallback} onChange={({ detail }) => setFallback(detail.checked)}>The fallback was verified</Checkbox>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
