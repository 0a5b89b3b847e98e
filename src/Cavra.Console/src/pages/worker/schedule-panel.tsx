import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { WorkerScheduleDialog } from '../../acts/worker-schedule';
import { api, wholeAnswerOf } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import { reads } from '../../api/queries';
import { Panel } from '../../parts/panel';
import { State, words } from '../../parts/states';
import { Instant, Since } from '../../time/since';
import { durationWords } from '../../time/words';
import { WindowStrip } from './window-strip';

/** When the worker runs, its next windows, and how the past ones went. */
export function SchedulePanel() {
  const schedule = useQuery({
    queryKey: ['worker-schedule'],
    queryFn: async ({ signal }) => {
      const { data, response } = await wholeAnswerOf(api.GET(`${auditDelivery}/worker-schedule`, { signal }));
      return { schedule: data, version: response.headers.get('ETag') ?? undefined };
    },
  });
  const runs = useQuery(reads.runs);
  return (
    <Panel title="Schedule" what="the worker’s schedule" query={schedule} actions={schedule.data
      ? <ActButton permission="schedules.write" dialog={(close) => <WorkerScheduleDialog close={close} schedule={schedule.data.schedule} version={schedule.data.version} />}>Change</ActButton>
      : null}>
      {({ schedule: data }) => (
        <SpaceBetween size="m">
          <KeyValuePairs columns={4} items={[
            { label: 'Runs', value: data.enabled ? data.cadence : <State value="paused">not by itself: switched off</State> },
            { label: 'Mode', value: words(data.mode) },
            { label: 'Late after · ends after', value: `${durationWords(data.grace_minutes * 60)} · ${durationWords(data.max_runtime_minutes * 60)}` },
            { label: 'Changed', value: data.changed_by ? <><Since at={data.changed_at} /> by {data.changed_by}</> : 'never: as it comes' },
            { label: 'Next windows', value: data.next_windows.length === 0 ? '–' : <ul className="lines">{data.next_windows.slice(0, 3).map((window) => <li key={window.window_start}><Instant at={window.window_start} /> (<Since at={window.window_start} />)</li>)}</ul> },
            { label: 'Missed windows', value: data.misfire === 'skip' ? 'are skipped' : 'are made up for once' },
            { label: 'Time zone', value: data.time_zone },
            { label: 'Tells a watcher', value: data.heartbeat_url_ref ?? 'no' },
          ]} />
          {runs.data ? <WindowStrip runs={runs.data.items} /> : null}
        </SpaceBetween>
      )}
    </Panel>
  );
}
