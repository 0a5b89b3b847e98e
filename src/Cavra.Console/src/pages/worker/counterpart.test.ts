import { expect, test } from 'vitest';
import type { Page, WorkerRunItem } from '../../api/types';
import { counterpartOf, newestOf, type LoadRuns } from './counterpart';

const run = (minute: number, plan: string | null = 'plan') => ({ run_id: `run-${minute}`, started_at: new Date(minute * 60_000).toISOString(), retry_plan_id: plan }) as WorkerRunItem;

/** A list that comes two at a time. */
function listOf(...runs: WorkerRunItem[]): LoadRuns {
  return (cursor) => {
    const from = Number(cursor ?? 0);
    return Promise.resolve({ items: runs.slice(from, from + 2), next_cursor: from + 2 < runs.length ? String(from + 2) : null } as Page<WorkerRunItem>);
  };
}

const beside = async (isDry: boolean, minute: number, list: LoadRuns) => (await counterpartOf({ dry_run: isDry, started_at: run(minute).started_at }, list))?.run_id;

test('Beside a live run stands the newest dry run that began before it, on whatever page', async () => {
  expect(await beside(false, 30, listOf(run(50), run(40), run(20), run(10)))).toBe('run-20');
  expect(await beside(false, 30, listOf(run(50)))).toBeUndefined();
});

test('Beside a dry run stands the first live run after it', async () => {
  expect(await beside(true, 30, listOf(run(60), run(50), run(40), run(20)))).toBe('run-40');
  expect(await beside(true, 30, listOf(run(20)))).toBeUndefined();
});

test('A run that made no plan is passed over', async () => {
  expect(await beside(false, 30, listOf(run(25, null), run(20)))).toBe('run-20');
  expect((await newestOf(listOf(run(25, null), run(22, null), run(20))))?.run_id).toBe('run-20');
});

test('What lies too far back is not looked for without end', async () => {
  let asked = 0;
  const endless: LoadRuns = () => Promise.resolve({ items: [run(90)], next_cursor: String(++asked) } as Page<WorkerRunItem>);
  expect(await beside(false, 30, endless)).toBeUndefined();
  expect(asked).toBe(5);
});
