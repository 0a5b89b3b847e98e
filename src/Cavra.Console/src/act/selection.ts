import { useEffect, useState } from 'react';
import { allRows } from '../table/all-pages';
import type { Filtered } from '../table/columns';
import { counted } from '../time/words';
import { mostAtOnce } from './many';

/** What an act is done to: the rows that were chosen, or everything that the filter selects where none was. */
export interface Selection<T> {
  rows: readonly T[];
  filtered: Filtered<T>;
}

/** How many it is, as far as it is known before it is asked for. */
export function countOf<T>({ rows, filtered }: Selection<T>): number {
  return rows.length > 0 ? rows.length : filtered.total;
}

/** Why nothing can be done to it; undefined when something can. */
export function whyNot<T>(selection: Selection<T>, one: string): string | undefined {
  const count = countOf(selection);
  if (count === 0) {
    return `The filter selects no ${one}.`;
  }

  return count > mostAtOnce
    ? `The filter selects ${counted(count, one)}; at most ${mostAtOnce} are done at once. Narrow the filter, or choose rows.`
    : undefined;
}

/** Why what was read cannot be answered: undefined when it can. */
export function missingOf<T>({ filtered }: Selection<T>, count: number | undefined, one: string): string | undefined {
  return count === undefined ? 'How many it is about is not known yet.' : whyNot({ rows: [], filtered: { ...filtered, total: count } }, one);
}

/** What is done to how many, in a sentence that stands before the act. */
export function sentenceOf<T>({ rows, filtered }: Selection<T>, count: number, one: string, done: string): string {
  const verb = `will be ${done}`;
  if (rows.length > 0) {
    return `${counted(count, one)} that you chose ${verb}.`;
  }

  return filtered.words === '' ? `All of the ${counted(count, one)} ${verb}.` : `${counted(count, one)} of ${filtered.words} ${verb}.`;
}

interface Selected<T> {
  items: readonly T[] | undefined;
  error: unknown;
}

/** Those that it is when the dialog opens: what comes later is not done to unseen. */
export function useSelected<T>({ rows, filtered }: Selection<T>): Selected<T> {
  const [selected, setSelected] = useState<Selected<T>>({ items: rows.length > 0 ? rows : undefined, error: undefined });
  useEffect(() => {
    if (rows.length === 0) {
      allRows(filtered.load, filtered.parameters, mostAtOnce + 1)
        .then((items) => setSelected({ items, error: undefined }), (error: unknown) => setSelected({ items: undefined, error }));
    }
    // Once, when the dialog opens.
  }, []);
  return selected;
}
