import type { WorkerRunItem } from '../../api/types';

export type WindowStanding = 'on_time' | 'late' | 'missed' | 'failed' | 'overrun' | 'running';

export interface Window {
  start: Date;
  standing: WindowStanding;
  runId: string | undefined;
}

const aDay = 86_400_000;

/** The windows of the last 24 hours, oldest first: those that ran by schedule, and those that a later run says were missed before it. */
export function windowsOf(runs: readonly WorkerRunItem[], now: Date): Window[] {
  const windows: Window[] = [];
  for (const run of runs) {
    if (run.trigger !== 'schedule') {
      continue;
    }

    const start = new Date(run.schedule.window_start);
    windows.push({ start, standing: standingOf(run), runId: run.run_id });
    const length = (run.schedule.interval_minutes ?? 0) * 60_000 || Date.parse(run.schedule.window_end) - start.getTime();
    for (let missed = 1; length > 0 && missed <= Math.min(run.missed_window_count, 200); missed++) {
      windows.push({ start: new Date(start.getTime() - missed * length), standing: 'missed', runId: undefined });
    }
  }

  return windows
    .filter((window) => now.getTime() - window.start.getTime() <= aDay)
    .sort((one, other) => one.start.getTime() - other.start.getTime());
}

function standingOf(run: WorkerRunItem): WindowStanding {
  switch (run.state) {
    case 'running':
      return 'running';
    case 'timed_out':
      return 'overrun';
    case 'failed':
    case 'cancelled':
      return 'failed';
    default:
      return run.late ? 'late' : 'on_time';
  }
}
