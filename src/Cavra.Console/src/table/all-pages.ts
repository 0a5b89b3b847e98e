import type { Page } from '../api/types';
import type { QueryValue } from './query';

export type Load<T> = (query: Record<string, QueryValue>, signal?: AbortSignal) => Promise<Page<T>>;

const pageLimit = 200;

/** Every row that the filter selects, up to a bound. */
export async function allRows<T>(load: Load<T>, parameters: Record<string, QueryValue>, most: number): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load({ ...parameters, limit: Math.min(pageLimit, most - rows.length), ...(cursor ? { cursor } : {}) });
    rows.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor && rows.length < most);
  return rows;
}
