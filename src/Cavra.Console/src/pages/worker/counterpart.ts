import type { Page, WorkerRun, WorkerRunItem } from '../../api/types';

/** One page of the runs of one mode, newest first. */
export type LoadRuns = (cursor: string | undefined) => Promise<Page<WorkerRunItem>>;

/** More pages are not looked through: a run that far away says nothing any more. */
const mostPages = 5;

/** The run of the other mode that belongs beside this one: before a live run the newest dry run, after a dry run the first live one. */
export async function counterpartOf(run: Pick<WorkerRun, 'dry_run' | 'started_at'>, load: LoadRuns): Promise<WorkerRunItem | undefined> {
  const at = Date.parse(run.started_at);
  let next: WorkerRunItem | undefined;
  for await (const other of newestFirst(load)) {
    const otherAt = Date.parse(other.started_at);
    if (!run.dry_run && otherAt <= at) {
      return other;
    }

    if (run.dry_run && otherAt < at) {
      break;
    }

    next = run.dry_run ? other : undefined;
  }

  return next;
}

/** The newest run of a mode. */
export async function newestOf(load: LoadRuns): Promise<WorkerRunItem | undefined> {
  for await (const run of newestFirst(load)) {
    return run;
  }

  return undefined;
}

/** The runs that came as far as a plan; others have nothing to compare. */
async function* newestFirst(load: LoadRuns): AsyncGenerator<WorkerRunItem> {
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await load(cursor);
    yield* page.items.filter((run) => run.retry_plan_id !== null);
    cursor = page.next_cursor ?? undefined;
    if (cursor === undefined) {
      return;
    }
  }
}
