import type { Attempt, Execution } from '../../api/types';
import type { components } from '../../api/schema';
import { local } from '../../time/words';
import type { FilterOption } from '../../table/columns';

type Test = Pick<components['schemas']['ConnectorTestView'], 'test_id' | 'state' | 'begun_at'>;

/** What is known of a connector that may prove that it works again. */
export interface Known {
  executions: readonly Pick<Execution, 'execution_id' | 'delivery_success' | 'executed_at'>[];
  tests: readonly Test[];
  attempts: readonly Pick<Attempt, 'attempt_id' | 'outcome' | 'started_at'>[];
}

const successes: ReadonlySet<string> = new Set(['accepted', 'confirmed']);

/** What proves that a connector works: what succeeded after an instant, newest first. */
export function proofsOf({ executions, tests, attempts }: Known, after: string): FilterOption[] {
  const found = [
    ...executions.filter((one) => one.delivery_success).map((one) => ({ id: one.execution_id, at: one.executed_at, what: 'retry delivered' })),
    ...tests.filter((one) => one.state === 'passed').map((one) => ({ id: one.test_id, at: one.begun_at, what: 'test passed' })),
    ...attempts.filter((one) => successes.has(one.outcome)).map((one) => ({ id: one.attempt_id, at: one.started_at, what: 'attempt taken' })),
  ];
  return found
    .flatMap(({ id, at, what }) => at !== null && Date.parse(at) > Date.parse(after) ? [{ id, at, what }] : [])
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .map(({ id, at, what }) => ({ value: id, label: `${what} ${local(new Date(at))}` }));
}

/** The later of two instants. */
export function laterOf(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other;
}

/** The ids in what was typed, apart by spaces, commas or lines, each once. */
export function idsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((id) => id !== ''))];
}

/** The objective in the address; undefined where it is none that the server knows. */
export function objectiveOf(text: string | null): number | undefined {
  const minutes = Number(text);
  return text !== null && /^\d+$/.test(text) && minutes >= 1 && minutes <= 43_200 ? minutes : undefined;
}
