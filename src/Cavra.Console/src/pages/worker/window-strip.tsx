import Box from '@cloudscape-design/components/box';
import type { WorkerRunItem } from '../../api/types';
import { Link } from '../../parts/link';
import { useNow } from '../../time/now';
import { clock, exactly } from '../../time/words';
import { windowsOf, type WindowStanding } from './windows';

const meanings: Record<WindowStanding, string> = {
  on_time: 'on time', late: 'late', missed: 'missed', failed: 'failed', overrun: 'overrun', running: 'running',
};
const signs: Record<WindowStanding, string> = { on_time: '✓', late: '◷', missed: '∅', failed: '✗', overrun: '⏱', running: '…' };

/** The worker's windows of the last day as a strip, oldest first; each leads to its run. */
export function WindowStrip({ runs }: { runs: readonly WorkerRunItem[] }) {
  const now = useNow();
  const windows = windowsOf(runs, now);
  if (windows.length === 0) {
    return <Box color="text-body-secondary">No window in the last 24 hours: the worker has not run by its schedule yet.</Box>;
  }

  const counts = Object.entries(meanings)
    .map(([standing, meaning]) => [windows.filter((window) => window.standing === standing).length, meaning] as const)
    .filter(([count]) => count > 0);
  return (
    <div>
      <ol className="strip" aria-label="Worker windows of the last 24 hours, oldest first">
        {windows.map((window) => {
          const text = `${clock(window.start)} ${meanings[window.standing]}`;
          const mark = <span className={`window window-${window.standing}`} title={`${exactly(window.start)}: ${meanings[window.standing]}`}><span aria-hidden>{signs[window.standing]}</span></span>;
          return (
            <li key={window.start.toISOString()}>
              {window.runId ? <Link to={`/console/worker/runs/${window.runId}`} label={text}>{mark}</Link> : <span role="img" aria-label={text}>{mark}</span>}
            </li>
          );
        })}
      </ol>
      <Box variant="small" color="text-body-secondary">
        {clock(windows[0]?.start ?? now)} to {clock(windows.at(-1)?.start ?? now)}: {counts.map(([count, meaning]) => `${count} ${meaning}`).join(', ')}
      </Box>
    </div>
  );
}
