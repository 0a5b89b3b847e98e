import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api, wholeAnswerOf } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { components } from '../api/schema';
import { ChoiceField, numberOf, orNull, TextField } from './fields';

type Schedule = components['schemas']['WorkerScheduleView'];

interface WorkerScheduleDialogProps {
  schedule: Schedule;
  version: string | undefined;
  close: () => void;
}

/** Decides when and how the worker runs from now on. */
export function WorkerScheduleDialog({ schedule, version, close }: WorkerScheduleDialogProps) {
  // What was there when the dialog opened: who changed it meanwhile is not overwritten.
  const [seen, setSeen] = useState(version);
  const [enabled, setEnabled] = useState(schedule.enabled);
  const [by, setBy] = useState(schedule.cron ? 'cron' : 'interval');
  const [interval, setInterval] = useState(String(schedule.interval_minutes ?? 30));
  const [cron, setCron] = useState(schedule.cron ?? '');
  const [zone, setZone] = useState(schedule.time_zone);
  const [grace, setGrace] = useState(String(schedule.grace_minutes));
  const [runtime, setRuntime] = useState(String(schedule.max_runtime_minutes));
  const [misfire, setMisfire] = useState<string>(schedule.misfire);
  const [heartbeat, setHeartbeat] = useState(schedule.heartbeat_url_ref ?? '');
  return (
    <ActDialog
      title="Change the worker’s schedule"
      description="Decides when and how the retry worker runs from now on, in place of what was decided before."
      confirm="Change"
      body={{
        enabled, time_zone: zone, grace_minutes: numberOf(grace), max_runtime_minutes: numberOf(runtime), mode: schedule.mode, misfire: misfire as Schedule['misfire'],
        interval_minutes: by === 'interval' ? numberOf(interval) : null, cron: by === 'cron' ? cron : null, heartbeat_url_ref: orNull(heartbeat),
      }}
      send={(body, key) => answerOf(api.PUT(`${auditDelivery}/worker-schedule`, { params: { header: { 'Idempotency-Key': key, ...(seen ? { 'If-Match': seen } : {}) } }, body }))}
      done={({ schedule: changed }) => changed.enabled ? `The worker runs ${changed.cadence}.` : 'The worker no longer runs by itself.'}
      evidence={({ metadata }) => [metadata]}
      meanwhile={async () => {
        const { data: now, response } = await wholeAnswerOf(api.GET(`${auditDelivery}/worker-schedule`));
        const did = `changed it (${now.enabled ? `it runs ${now.cadence}` : 'it no longer runs by itself'})`;
        return {
          deed: now.changed_by ? { who: now.changed_by, did, at: now.changed_at } : undefined, place: '/console/worker',
          goOn: () => setSeen(response.headers.get('ETag') ?? undefined),
        };
      }}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <Checkbox checked={enabled} onChange={({ detail }) => setEnabled(detail.checked)}>The worker runs by itself</Checkbox>
          <ColumnLayout columns={2}>
            <ChoiceField label="By" member="by" value={by} onChange={setBy} errorOf={errorOf} options={[{ value: 'interval', label: 'interval' }, { value: 'cron', label: 'cron expression' }]} />
            {by === 'interval'
              ? <TextField label="Every, minutes" member="interval_minutes" type="number" value={interval} onChange={setInterval} errorOf={errorOf} />
              : <TextField label="Cron expression" member="cron" value={cron} onChange={setCron} errorOf={errorOf} placeholder="*/30 * * * *" />}
            <TextField label="Time zone" member="time_zone" value={zone} onChange={setZone} errorOf={errorOf} placeholder="Europe/Berlin" />
            <ChoiceField label="Missed windows" member="misfire" value={misfire} onChange={setMisfire} errorOf={errorOf} options={[{ value: 'skip', label: 'are skipped' }, { value: 'run_once', label: 'are made up for once' }]} />
            <TextField label="Late after, minutes" member="grace_minutes" type="number" value={grace} onChange={setGrace} errorOf={errorOf} />
            <TextField label="Ends after, minutes" member="max_runtime_minutes" type="number" value={runtime} onChange={setRuntime} errorOf={errorOf} />
          </ColumnLayout>
          <TextField label="Tells a watcher" isOptional member="heartbeat_url_ref" value={heartbeat} onChange={setHeartbeat} errorOf={errorOf} description="The name of a setting that holds the address, such as env:HEARTBEAT_URL." />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
