import { expect, test } from 'vitest';
import type { WorkerRunItem } from '../../api/types';
import { windowsOf } from './windows';

const now = new Date('2026-11-28T12:00:00Z');

function run(start: string, changes: Partial<WorkerRunItem> = {}): WorkerRunItem {
  return {
    run_id: `run-${start}`, trigger: 'schedule', state: 'succeeded', late: false, missed_window_count: 0,
    schedule: { interval_minutes: 30, window_start: start, window_end: start, enabled: true, cadence: '' },
    ...changes,
  } as WorkerRunItem;
}

const shown = (runs: WorkerRunItem[]) => windowsOf(runs, now).map((window) => `${window.start.toISOString().slice(11, 16)} ${window.standing}`);

test('Windows are in order of time, whatever the order of the runs', () => {
  expect(shown([run('2026-11-28T11:30:00Z'), run('2026-11-28T11:00:00Z', { late: true })])).toEqual(['11:00 late', '11:30 on_time']);
});

test('Windows that a run found missed stand before it, and lead nowhere', () => {
  expect(shown([run('2026-11-28T11:30:00Z', { missed_window_count: 2 })])).toEqual(['10:30 missed', '11:00 missed', '11:30 on_time']);
});

test('A run by hand is no window, and neither is one of the day before', () => {
  expect(shown([run('2026-11-28T11:30:00Z', { trigger: 'manual' }), run('2026-11-27T11:30:00Z')])).toEqual([]);
});

test('How a run ended is how its window stands', () => {
  expect(shown([
    run('2026-11-28T10:00:00Z', { state: 'failed' }), run('2026-11-28T10:30:00Z', { state: 'timed_out' }), run('2026-11-28T11:00:00Z', { state: 'running' }),
  ])).toEqual(['10:00 failed', '10:30 overrun', '11:00 running']);
});
