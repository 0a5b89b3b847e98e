import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Filter } from './columns';
import { filterOfId } from './query';

const periods = [
  { value: '1h', label: 'the last hour' }, { value: '24h', label: 'the last 24 hours' },
  { value: '7d', label: 'the last 7 days' }, { value: '30d', label: 'the last 30 days' },
];

interface FilterBarProps {
  filters: readonly Filter[];
  /** How many rows there are, for people. */
  found: string | undefined;
}

/** Filters by the list's parameters. What is set stands in the address. */
export function FilterBar({ filters, found }: FilterBarProps) {
  const [search, setSearch] = useSearchParams();
  const [refused, setRefused] = useState<string>();
  const tokens: PropertyFilterProps.Token[] = filters.flatMap((filter) => {
    const value = search.get(filter.name);
    return value === null || value === '' ? [] : [{ propertyKey: filter.name, operator: '=', value }];
  });

  const takesIds = filters.some((filter) => filter.prefix !== undefined);
  const change = (next: readonly PropertyFilterProps.Token[]) => {
    const named = next.map((token) => ({ name: token.propertyKey ?? filterOfId(String(token.value), filters)?.name, value: String(token.value).trim() }));
    const byName = new Map(named.map((token) => [token.name, token.value]));
    setRefused(named.some((token) => token.name === undefined)
      ? 'Choose what to filter by: this value alone does not say.' : undefined);
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.delete('page');
      for (const filter of filters) {
        const value = byName.get(filter.name);
        if (value === undefined) {
          after.delete(filter.name);
        } else {
          after.set(filter.name, value);
        }
      }

      return after;
    });
  };

  return (
    <PropertyFilter
      query={{ tokens, operation: 'and' }}
      onChange={({ detail }) => change(detail.tokens)}
      filteringProperties={filters.map((filter) => ({
        key: filter.name, propertyLabel: filter.label, groupValuesLabel: `${filter.label}: values`,
        operators: [{
          operator: '=',
          format: (value: unknown) => labelOf(filter, String(value)),
        }],
        defaultOperator: '=',
      }))}
      filteringOptions={filters.flatMap((filter) => optionsFor(filter))}
      disableFreeTextFiltering={!takesIds}
      hideOperations
      countText={found ?? ''}
      filteringPlaceholder={takesIds ? 'Filter, or paste an id' : 'Filter'}
      filteringAriaLabel="Filter"
      expandToViewport
      {...(refused ? { filteringConstraintText: refused } : {})}
    />
  );
}

function optionsFor(filter: Filter): PropertyFilterProps.FilteringOption[] {
  const options = filter.options ?? (filter.isTime ? periods : []);
  return options.map((option) => ({ propertyKey: filter.name, value: option.value, label: option.label }));
}

function labelOf(filter: Filter, value: string): string {
  return (filter.options ?? (filter.isTime ? periods : [])).find((option) => option.value === value)?.label ?? value;
}
