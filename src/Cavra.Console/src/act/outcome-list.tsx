import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { Id } from '../parts/id';
import { counted } from '../time/words';
import type { Outcome } from './many';

interface OutcomeListProps<T> {
  outcomes: readonly Outcome<T>[];
  /** What one is called. */
  one: string;
  /** What was asked for: "acknowledged". */
  done: string;
  nameOf: (item: T) => string;
  /** Whether nothing is left to do about one that failed, so that it does not stay chosen. */
  isOver?: (outcome: Outcome<T>) => boolean;
}

const few = 10;

/** What became of each of many: those that failed first, with the reason; the others with their evidence. */
export function OutcomeList<T>({ outcomes, one, done, nameOf, isOver = () => false }: OutcomeListProps<T>) {
  const failed = outcomes.filter((outcome) => outcome.refusal);
  const ordered = [...failed, ...outcomes.filter((outcome) => !outcome.refusal)];
  return (
    <>
      {counted(outcomes.length - failed.length, one)} {done}.{failed.length > 0 ? ` ${counted(failed.length, one)} not${failed.some(isOver) ? '.' : '; they stay chosen.'}` : ''}
      <ExpandableSection headerText="Each of them" defaultExpanded={failed.length > 0 || outcomes.length <= few}>
        <div className="outcomes" tabIndex={0} role="group" aria-label="What became of each">
          <ul className="lines">
            {ordered.map(({ item, evidence, refusal }) => (
              <li key={nameOf(item)} className="breakable">
                {nameOf(item)}: {refusal ? `not ${done}. ${refusal.detail || refusal.title}` : done}
                {evidence ? <>, evidence <Id value={evidence.evidence_id} to={`/console/evidence/${evidence.evidence_id}`} what="evidence id" /></> : null}
              </li>
            ))}
          </ul>
        </div>
      </ExpandableSection>
    </>
  );
}
