import type { PageEntry } from './pages';
import { placeOf } from './places';

export interface Suggestion {
  title: string;
  kind: string;
  place: string;
}

/** Whether a text is an index of the log. */
export function isIndex(text: string): boolean {
  return /^\d{1,12}$/.test(text);
}

/** Where a text may lead: an id to its page, words to pages and connectors, anything else to the evidence that names it. */
export function suggestionsFor(text: string, pages: readonly PageEntry[], connectors: readonly string[]): Suggestion[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const matches = (title: string) => words.every((word) => title.toLowerCase().includes(word));
  if (wanted === '') {
    return pages.map((page) => ({ title: page.title, kind: 'Page', place: page.path }));
  }

  const place = placeOf(wanted);
  if (place) {
    return [{ title: wanted, kind: 'Goes to its page', place }];
  }

  return [
    ...pages.filter((page) => matches(page.title)).map((page) => ({ title: page.title, kind: 'Page', place: page.path })),
    ...connectors.filter(matches).map((name) => ({ title: name, kind: 'Connector', place: `/console/connectors/${encodeURIComponent(name)}` })),
    ...(isIndex(wanted) || !pages.some((page) => page.path === '/console/evidence')
      ? []
      : [{ title: `What ${wanted} did`, kind: 'Evidence by actor', place: `/console/evidence?actor=${encodeURIComponent(wanted)}` }]),
  ];
}
