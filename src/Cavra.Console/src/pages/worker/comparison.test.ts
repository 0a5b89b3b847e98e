import { expect, test } from 'vitest';
import type { RetryDecision, RetryResult, WorkerRun } from '../../api/types';
import { compare } from './comparison';
import { comparisonWords } from './comparison-words';

type Verdict = NonNullable<RetryDecision['live_verdict']>;

const sendable: Verdict = { code: 'would_retry', reason: 'It is due and approved.' };
const unapproved: Verdict = { code: 'approval_required', reason: 'Nobody has approved it.' };
const paused: Verdict = { code: 'connector_paused', reason: 'The connector is paused.' };

const judged = (verdicts: Record<string, Verdict | undefined>) => Object.entries(verdicts)
  .map(([destination, verdict]) => ({ destination_id: destination, connector: 'siem', ...(verdict ? { live_verdict: verdict } : {}) }) as RetryDecision);

function run(isDry: boolean, verdicts: Record<string, Verdict | undefined>, more: Partial<WorkerRun> = {}): WorkerRun {
  return {
    dry_run: isDry, started_at: isDry ? '2026-11-28T12:00:00Z' : '2026-11-28T12:12:00Z', completed_at: '2026-11-28T12:13:00Z', generated_by: 'dana',
    provider: 'all', max_retry_deliveries: 5, retry_plan: { retry_decisions: judged(verdicts) }, retry_results: [], ...more,
  } as WorkerRun;
}

const recorded = (destination: string, record: object) =>
  ({ decision: { destination_id: destination }, execution_record: { skipped: null, reason: null, outcome_unknown: false, ...record } }) as RetryResult;

const shown = (dry: WorkerRun, live: WorkerRun) => compare(dry, live).map((row) => `${row.destination} ${row.likeness}: ${row.would.words} | ${row.did.words}`);

test('What was to be sent and was is the same, whatever the receiver made of it', () => {
  const live = run(false, { a: sendable, b: sendable }, { retry_results: [recorded('a', { execution_status: 'delivered' }), recorded('b', { execution_status: 'failed' })] });
  expect(shown(run(true, { a: sendable, b: sendable }), live)).toEqual(['a same: send it | sent it, delivered', 'b same: send it | sent it, failed']);
});

test('What differs stands first, and the rest in the order of the plan', () => {
  const live = run(false, { a: unapproved, b: paused, c: unapproved }, { retry_results: [recorded('b', { execution_status: 'skipped', skipped: 'connector_paused', reason: paused.reason })] });
  expect(shown(run(true, { a: unapproved, b: sendable, c: unapproved }), live)).toEqual([
    'b differs: send it | did not send it, connector paused',
    'a same: not send it, approval required | did not send it, approval required',
    'c same: not send it, approval required | did not send it, approval required',
  ]);
});

test('A record says more than the verdict before it', () => {
  const live = run(false, { a: sendable }, { retry_results: [recorded('a', { execution_status: 'skipped', skipped: 'changed_meanwhile', reason: 'Somebody else has it in hand.' })] });
  expect(shown(run(true, { a: sendable }), live)).toEqual(['a differs: send it | did not send it, changed meanwhile']);
});

test('The same verdict for another reason is said to be that', () => {
  const expired: Verdict = { ...unapproved, reason: 'Its approval has expired.' };
  expect(compare(run(true, { a: unapproved }), run(false, { a: expired })).map((row) => row.likeness)).toEqual(['another_reason']);
});

test('What only one of them saw differs, and what neither was asked for is left out', () => {
  expect(shown(run(true, { a: unapproved, b: undefined }), run(false, { c: unapproved, b: undefined }))).toEqual([
    'a differs: not send it, approval required | did not look at it',
    'c differs: not look at it | did not send it, approval required',
  ]);
});

test('A live run that ended or is under way before it came to one says so', () => {
  expect(shown(run(true, { a: sendable }), run(false, { a: sendable }))).toEqual(['a differs: send it | ended before it came to it']);
  expect(shown(run(true, { a: sendable }), run(false, { a: sendable }, { completed_at: null }))).toEqual(['a differs: send it | has not come to it yet']);
});

test('The sentence counts what differs and says why it may', () => {
  const words = (dry: WorkerRun, live: WorkerRun) => comparisonWords(compare(dry, live), dry, live);
  const dry = run(true, { a: unapproved, b: unapproved });
  expect(words(dry, run(false, { a: unapproved, b: unapproved }))).toBe('All 2 destinations are treated alike.');
  expect(words(dry, run(false, { a: unapproved, b: paused }))).toBe('1 of 2 destinations differs. Both runs decide by the same rules. '
    + 'The live run began 12 min after the dry run: an approval, a connector, the policy or a destination may have changed in between.');
  expect(words(dry, run(false, { a: paused, b: paused }, { started_at: '2026-11-28T11:00:00Z', generated_by: 'lee', max_retry_deliveries: 1 })))
    .toBe('2 of 2 destinations differ. Both runs decide by the same rules. The live run is the older, by 1 h: what it sent has changed what the dry run found, '
      + 'and so may have others. They were asked for another number at most (5; 1), and by another person (dana; lee).');
  expect(words(run(true, {}), run(false, {}))).toBe('Neither run found anything open.');
});
