import type { Filter } from './columns';

export type QueryValue = string | number | boolean;

const units: Record<string, number> = { min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A period before now (`15min`, `24h`, `7d`) as an instant; anything else as it is. */
export function instantOf(text: string, now: Date): string {
  const period = /^(\d{1,5})(min|h|d)$/.exec(text);
  return period ? new Date(now.getTime() - Number(period[1]) * (units[period[2] ?? ''] ?? 0)).toISOString() : text;
}

/** What the address says about filters, as parameters of the API. Names that the list does not know are left alone. */
export function parametersOf(search: URLSearchParams, filters: readonly Filter[], now: Date): Record<string, QueryValue> {
  const parameters: Record<string, QueryValue> = {};
  for (const filter of filters) {
    const value = search.get(filter.name);
    if (value !== null && value !== '') {
      parameters[filter.name] = filter.isTime ? instantOf(value, now) : value;
    }
  }

  return parameters;
}

/** The filter that a pasted id is for, by how the id begins; undefined for other texts. */
export function filterOfId(text: string, filters: readonly Filter[]): Filter | undefined {
  const prefix = /^([a-z]+)-[0-9a-f]{32}$/.exec(text.trim())?.[1];
  return prefix === undefined ? undefined : filters.find((filter) => filter.prefix === prefix);
}

/** What the address says about filters, in words: `provider siem and owner lee`. */
export function wordsOf(search: URLSearchParams, filters: readonly Filter[]): string {
  return filters.flatMap((filter) => {
    const value = search.get(filter.name) ?? '';
    const label = filter.options?.find((option) => option.value === value)?.label ?? value;
    return value === '' ? [] : [`${filter.label.toLowerCase()} ${label}`];
  }).join(' and ');
}

/** The same query for a shell. The key stays in its file. */
export function curlOf(address: string, parameters: Record<string, QueryValue>): string {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
  return `curl -H "Authorization: Bearer $(cat admin.key)" '${(address + (query === '' ? '' : `?${query}`)).replaceAll("'", '%27')}'`;
}
