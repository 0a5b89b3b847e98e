import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { WorkerRun } from '../../api/types';
import { counterpartOf, newestOf, type LoadRuns } from './counterpart';

const readOne = (id: string, signal: AbortSignal) =>
  answerOf(api.GET(`${auditDelivery}/worker-runs/{run_id}`, { params: { path: { run_id: id } }, signal }));

const listOf = (isDry: boolean, limit: number, signal: AbortSignal): LoadRuns => (cursor) =>
  answerOf(api.GET(`${auditDelivery}/worker-runs`, { params: { query: { dry_run: isDry, limit, ...(cursor ? { cursor } : {}) } }, signal }));

/** One run. */
export function readRun(id: string) {
  return queryOptions({ queryKey: ['worker-run', id], queryFn: ({ signal }) => readOne(id, signal) });
}

/** Two runs to be shown side by side; one is missing where there is none. */
export interface Pair {
  dry: WorkerRun | undefined;
  live: WorkerRun | undefined;
}

/** A run and the one of the other mode that belongs beside it. */
export function readPair(run: WorkerRun) {
  return queryOptions({
    queryKey: ['worker-run', run.run_id, 'pair'],
    queryFn: async ({ signal }): Promise<Pair> => {
      const found = await counterpartOf(run, listOf(!run.dry_run, 200, signal));
      const other = found && await readOne(found.run_id, signal);
      return run.dry_run ? { dry: run, live: other } : { dry: other, live: run };
    },
  });
}

/** The newest run of each mode. */
export const newestPair = queryOptions({
  queryKey: ['worker-runs', 'newest pair'],
  queryFn: async ({ signal }): Promise<Pair> => {
    const [dry, live] = await Promise.all([true, false].map(async (isDry) => {
      const found = await newestOf(listOf(isDry, 20, signal));
      return found && await readOne(found.run_id, signal);
    }));
    return { dry, live };
  },
});
