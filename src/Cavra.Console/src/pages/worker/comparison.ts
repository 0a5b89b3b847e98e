import type { Execution, RetryDecision, WorkerRun } from '../../api/types';
import { words } from '../../parts/states';
import { executionWords } from '../approvals/approval-words';

/** What one run makes of one destination. */
export interface Treatment {
  /** Equal where two runs treat it alike. */
  code: string;
  words: string;
  reason: string | undefined;
}

export type Likeness = 'differs' | 'another_reason' | 'same';

export interface ComparedRow {
  destination: string;
  connector: string;
  would: Treatment;
  did: Treatment;
  likeness: Likeness;
}

const order: Record<Likeness, number> = { differs: 0, another_reason: 1, same: 2 };

/** What a dry run said of each destination beside what a live run did: those that differ first, then in the order of the plans. */
export function compare(dry: WorkerRun, live: WorkerRun): ComparedRow[] {
  const said = judgedIn(dry);
  const done = judgedIn(live);
  const records = new Map(live.retry_results.map((result) => [result.decision.destination_id, result.execution_record]));
  return [...new Map([...said, ...done]).values()]
    .map(({ destination_id: destination, connector }) => {
      const would = wouldWith(said.get(destination));
      const did = didWith(done.get(destination), records.get(destination), live.completed_at !== null);
      return { destination, connector, would, did, likeness: likenessOf(would, did) };
    })
    .sort((one, other) => order[one.likeness] - order[other.likeness]);
}

/** The decisions of its plan that the run judged: not those of connectors that it was not asked for. */
function judgedIn(run: WorkerRun): Map<string, RetryDecision> {
  return new Map((run.retry_plan?.retry_decisions ?? [])
    .filter((decision) => decision.live_verdict !== undefined)
    .map((decision) => [decision.destination_id, decision]));
}

const sent = 'would_retry';

const unseen: Treatment = { code: 'unseen', words: 'not look at it', reason: 'It was not open then, or the run was not asked for its connector.' };

function wouldWith(decision: RetryDecision | undefined): Treatment {
  const verdict = decision?.live_verdict;
  return verdict === undefined
    ? unseen
    : { code: verdict.code, words: verdict.code === sent ? 'send it' : `not send it, ${words(verdict.code)}`, reason: verdict.reason };
}

function didWith(decision: RetryDecision | undefined, record: Execution | null | undefined, isOver: boolean): Treatment {
  const verdict = decision?.live_verdict;
  if (verdict === undefined) {
    return { ...unseen, words: 'did not look at it' };
  }

  if (record) {
    return record.skipped
      ? { code: record.skipped, words: `did not send it, ${words(record.skipped)}`, reason: record.reason ?? undefined }
      : { code: sent, words: `sent it, ${executionWords(record)}`, reason: record.reason ?? undefined };
  }

  if (verdict.code === sent) {
    return { code: 'unreached', words: isOver ? 'ended before it came to it' : 'has not come to it yet', reason: undefined };
  }

  return { code: verdict.code, words: `did not send it, ${words(verdict.code)}`, reason: verdict.reason };
}

function likenessOf(would: Treatment, did: Treatment): Likeness {
  if (would.code !== did.code) {
    return 'differs';
  }

  return would.code === sent || would.reason === did.reason ? 'same' : 'another_reason';
}
