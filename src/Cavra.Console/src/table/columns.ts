import type { ReactNode } from 'react';
import type { Load } from './all-pages';
import type { QueryValue } from './query';

/** One column of a table. */
export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What a CSV file and a copied cell hold; columns without it are left out of files. */
  text?: (row: T) => string | number | boolean | null | undefined;
  minWidth?: number;
  width?: number;
  /** Not shown until somebody chooses it. */
  hidden?: boolean;
}

/** A parameter of the list that people may filter by. */
export interface Filter {
  /** The API's parameter. */
  name: string;
  /** Its name for people. */
  label: string;
  /** The values there are; free text where there is none. */
  options?: readonly FilterOption[];
  /** An instant: periods such as `24h` are offered, and understood. */
  isTime?: boolean;
  /** How ids of this kind begin: one that is pasted alone is taken for this filter. */
  prefix?: string;
}

export interface FilterOption {
  value: string;
  label: string;
}

/** Everything that a table's filter selects, of which a page is shown. */
export interface Filtered<T> {
  total: number;
  /** The filter in words, as in "provider siem and owner lee"; empty where nothing is filtered. */
  words: string;
  load: Load<T>;
  parameters: Record<string, QueryValue>;
}

/** Options whose values say what they mean: `skipped_disabled` → "skipped disabled". */
export function optionsOf(...values: string[]): FilterOption[] {
  return values.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
