import { useState } from 'react';

export interface TablePreferences {
  pageSize: number;
  columns: readonly { id: string; visible: boolean }[];
  wrapLines: boolean;
}

/** How a table looks in this browser, kept by the table's name. */
export function usePreferences(table: string, initial: TablePreferences): [TablePreferences, (next: TablePreferences) => void] {
  const place = `cavra.table.${table}`;
  const [preferences, set] = useState(() => read(place, initial));
  return [preferences, (next) => {
    set(next);
    try {
      localStorage.setItem(place, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing shows it until the page is left.
    }
  }];
}

function read(place: string, initial: TablePreferences): TablePreferences {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<TablePreferences> | null;
    const known = new Set(initial.columns.map((column) => column.id));
    const columns = (kept?.columns ?? []).filter((column) => known.has(column.id));
    const missing = initial.columns.filter((column) => !columns.some((keptColumn) => keptColumn.id === column.id));
    return {
      pageSize: kept?.pageSize && [10, 20, 50, 100].includes(kept.pageSize) ? kept.pageSize : initial.pageSize,
      columns: [...columns, ...missing],
      wrapLines: kept?.wrapLines ?? initial.wrapLines,
    };
  } catch {
    return initial;
  }
}
