import Box from '@cloudscape-design/components/box';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { base } from '../api/client';
import { problemOf } from '../api/problem';
import { ProblemAlert } from '../parts/problem-alert';
import { useDetails } from '../shell/details';
import { useMessages } from '../shell/messages';
import { allRows, type Load } from './all-pages';
import type { Column, Filter, Filtered } from './columns';
import { csvOf, saveAs } from './csv';
import { FilterBar } from './filter-bar';
import { usePreferences } from './preferences';
import { curlOf, parametersOf, wordsOf, type QueryValue } from './query';

/** The most rows that are written to one file. */
const mostInFile = 10_000;

interface ApiTableProps<T> {
  /** Names the table in this browser's memory and the query in the cache. */
  id: string;
  title: string;
  description?: ReactNode | ((filtered: Filtered<T>) => ReactNode);
  path: string;
  load: Load<T>;
  /** Parameters that the page itself sets. */
  fixed?: Record<string, QueryValue>;
  columns: readonly Column<T>[];
  filters?: readonly Filter[];
  rowId: (row: T) => string;
  /** What would be here and how it gets here. */
  empty: ReactNode;
  actions?: ReactNode | ((filtered: Filtered<T>) => ReactNode);
  selected?: readonly T[];
  onSelect?: (rows: T[]) => void;
  isDisabled?: (row: T) => boolean;
  /** What the panel beside the table shows of the row that was chosen. */
  details?: ((row: T) => { title: string; body: ReactNode }) | undefined;
  variant?: TableProps.Variant;
  headerLevel?: 'h1' | 'h2';
  /** Where the address keeps the page; another name for a second table of one page. */
  pageName?: string;
}

/** A list of the API as a table: filtered, paged and described by the address, with what is filtered as CSV or as a command. */
export function ApiTable<T>(props: ApiTableProps<T>) {
  const { id, title, columns, filters = [], load, fixed = {}, rowId, details, pageName = 'page' } = props;
  const [search, setSearch] = useSearchParams();
  const { say } = useMessages();
  const panel = useDetails();
  const [preferences, setPreferences] = usePreferences(id, {
    pageSize: 20, wrapLines: true, columns: columns.map((column) => ({ id: column.id, visible: column.hidden !== true })),
  });
  const page = Math.max(1, Number(search.get(pageName) ?? '1') || 1);
  const parameters = { ...fixed, ...parametersOf(search, filters, new Date()) };
  // Times of the address are turned into instants with each request, so that "the last hour" stays the last hour.
  const address = [...filters.map((filter) => search.get(filter.name)), page, preferences.pageSize, JSON.stringify(fixed)];
  const rows = useQuery({
    queryKey: ['table', id, ...address],
    queryFn: ({ signal }) => load({
      ...fixed, ...parametersOf(search, filters, new Date()), limit: preferences.pageSize, offset: (page - 1) * preferences.pageSize,
    }, signal),
    placeholderData: keepPreviousData,
  });

  const chosen = search.get('row');
  const chosenRow = details ? rows.data?.items.find((row) => rowId(row) === chosen) : undefined;
  const shown = chosenRow && details ? details(chosenRow) : undefined;
  const { show, close } = panel;
  useEffect(() => {
    if (shown) {
      show({
        ...shown,
        closed: () => setSearch((before) => {
          const after = new URLSearchParams(before);
          after.delete('row');
          return after;
        }, { replace: true }),
      });
    }
    // The row is shown anew when another is chosen or what is known of it changes.
  }, [chosen, chosenRow]);
  useEffect(() => {
    if (chosen === null) {
      close();
    }
  }, [chosen, close]);

  const total = rows.data?.total ?? 0;
  const counter = rows.data ? `(${total.toLocaleString('en')}${rows.data.total_is_lower_bound ? '+' : ''})` : '';
  const filtered: Filtered<T> = { total, words: wordsOf(search, filters), load, parameters };
  const goTo = (next: number) => setSearch((before) => {
    const after = new URLSearchParams(before);
    after.set(pageName, String(next));
    return after;
  });

  const saveCsv = async () => {
    try {
      const all = await allRows(load, parameters, mostInFile);
      saveAs(`cavra-${id}.csv`, csvOf(all, columns));
      if (all.length >= mostInFile && total > mostInFile) {
        say({ type: 'warning', header: `The file holds the first ${mostInFile.toLocaleString('en')} rows`, content: 'Filter further for the others.' });
      }
    } catch (failure) {
      say({ type: 'error', header: problemOf(failure).title, content: problemOf(failure).detail });
    }
  };

  const copyCurl = async () => {
    const command = curlOf(`${window.location.origin}${base}${props.path}`, parameters);
    try {
      await navigator.clipboard.writeText(command);
      say({ type: 'success', header: 'The same query as a command was copied', content: <Box variant="code">{command}</Box> });
    } catch {
      say({ type: 'info', header: 'The same query as a command', content: <Box variant="code">{command}</Box> });
    }
  };

  return (
    <Table<T>
      variant={props.variant ?? 'container'}
      items={rows.data?.items ?? []}
      trackBy={rowId}
      loading={rows.isPending}
      loadingText={`Asking for ${title.toLowerCase()}`}
      wrapLines={preferences.wrapLines}
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      columnDefinitions={columns.map((column) => ({
        id: column.id, header: column.header, cell: column.cell, minWidth: column.minWidth ?? Math.min(column.width ?? 130, 130),
        ...(column.width ? { width: column.width } : {}),
      }))}
      columnDisplay={preferences.columns}
      {...(props.onSelect ? {
        selectionType: 'multi' as const, selectedItems: [...(props.selected ?? [])],
        onSelectionChange: ({ detail }: { detail: { selectedItems: T[] } }) => props.onSelect?.(detail.selectedItems),
        isItemDisabled: props.isDisabled ?? (() => false),
      } : {})}
      {...(details ? {
        onRowClick: ({ detail }: { detail: { item: T } }) => setSearch((before) => {
          const after = new URLSearchParams(before);
          after.set('row', rowId(detail.item));
          return after;
        }, { replace: true }),
      } : {})}
      ariaLabels={{
        tableLabel: title, selectionGroupLabel: 'Choice of rows', allItemsSelectionLabel: () => 'Choose every row of this page',
        itemSelectionLabel: (_, row) => `Choose ${rowId(row)}`,
      }}
      header={(
        <Header variant={props.headerLevel ?? 'h2'} counter={counter} description={typeof props.description === 'function' ? props.description(filtered) : props.description} actions={(
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown variant="icon" ariaLabel={`More for ${title.toLowerCase()}`} expandToViewport
              items={[{ id: 'csv', text: 'Save what is filtered as CSV' }, { id: 'curl', text: 'Copy as a curl command' }]}
              onItemClick={({ detail }) => void (detail.id === 'csv' ? saveCsv() : copyCurl())} />
            {typeof props.actions === 'function' ? props.actions(filtered) : props.actions}
          </SpaceBetween>
        )}>{title}</Header>
      )}
      filter={filters.length > 0 ? <FilterBar filters={filters} found={rows.data ? `${counter.slice(1, -1)} found` : undefined} /> : undefined}
      pagination={total > preferences.pageSize || page > 1
        ? <Pagination currentPageIndex={page} pagesCount={Math.max(1, Math.ceil(total / preferences.pageSize))}
          openEnd={rows.data?.total_is_lower_bound === true} onChange={({ detail }) => goTo(detail.currentPageIndex)} />
        : undefined}
      preferences={(
        <CollectionPreferences title="How this table looks" confirmLabel="Apply" cancelLabel="Cancel"
          preferences={{ pageSize: preferences.pageSize, wrapLines: preferences.wrapLines, contentDisplay: preferences.columns }}
          onConfirm={({ detail }) => setPreferences({
            pageSize: detail.pageSize ?? preferences.pageSize, wrapLines: detail.wrapLines ?? preferences.wrapLines,
            columns: detail.contentDisplay ?? preferences.columns,
          })}
          pageSizePreference={{ title: 'Rows on a page', options: [10, 20, 50, 100].map((value) => ({ value, label: String(value) })) }}
          wrapLinesPreference={{ label: 'Wrap lines', description: 'Show long texts whole.' }}
          contentDisplayPreference={{ title: 'Columns', options: columns.map((column) => ({ id: column.id, label: column.header })) }}
        />
      )}
      empty={rows.isError
        ? <ProblemAlert error={rows.error} retry={() => void rows.refetch()} />
        : <Box textAlign="center" color="text-body-secondary" padding="m">{isFiltered(search, filters) ? 'Nothing matches the filter.' : props.empty}</Box>}
      footer={rows.isError && rows.data ? <ProblemAlert error={rows.error} retry={() => void rows.refetch()} /> : undefined}
    />
  );
}

function isFiltered(search: URLSearchParams, filters: readonly Filter[]): boolean {
  return filters.some((filter) => (search.get(filter.name) ?? '') !== '');
}
