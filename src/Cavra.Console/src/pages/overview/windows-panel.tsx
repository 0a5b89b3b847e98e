import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { RunWorkerDialog } from '../../acts/run-worker';
import { reads } from '../../api/queries';
import { Panel } from '../../parts/panel';
import { words } from '../../parts/states';
import { Since } from '../../time/since';
import { WindowStrip } from '../worker/window-strip';

/** The worker's windows of the last day, and the next one. */
export function WindowsPanel() {
  const runs = useQuery(reads.runs);
  const schedule = useQuery(reads.schedule);
  const next = schedule.data?.next_windows[0];
  return (
    <Panel title="Worker windows" what="the worker’s windows" query={runs} fit
      actions={<ActButton permission="worker.dry_run" dialog={(close) => <RunWorkerDialog close={close} />}>Run now</ActButton>}>
      {(data) => (
        <>
          <WindowStrip runs={data.items} />
          {schedule.data
            ? <Box color="text-body-secondary">{schedule.data.enabled && next ? <>Next <Since at={next.window_start} />, {words(schedule.data.mode)}, {schedule.data.cadence}.</> : 'The schedule is switched off.'}</Box>
            : null}
        </>
      )}
    </Panel>
  );
}
