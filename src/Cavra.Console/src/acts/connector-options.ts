import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import type { FilterOption } from '../table/columns';

/** Connectors to choose from, by name, after "all" of them. */
export function useConnectorOptions(all: string): FilterOption[] {
  const connectors = useQuery({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => answerOf(api.GET('/connectors', { params: { query: { limit: 100 } }, signal })),
  });
  return [
    { value: 'all', label: all },
    ...(connectors.data?.items ?? []).map((connector) => ({ value: connector.name, label: `${connector.name} (${connector.provider})` })),
  ];
}
