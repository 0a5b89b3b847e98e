import { useQuery } from '@tanstack/react-query';
import { reads } from '../api/queries';
import type { FilterOption } from '../table/columns';

/** Connectors to choose from, by name, after "all" of them. */
export function useConnectorOptions(all: string): FilterOption[] {
  const connectors = useQuery(reads.connectors);
  return [
    { value: 'all', label: all },
    ...(connectors.data?.items ?? []).map((connector) => ({ value: connector.name, label: `${connector.name} (${connector.provider})` })),
  ];
}
