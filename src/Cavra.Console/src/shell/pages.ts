export interface PageEntry {
  title: string;
  path: string;
  /** What one must be allowed to read for the page to show anything. */
  permission: string;
}

/** The console's pages, in the order of the navigation. */
export const pages: readonly PageEntry[] = [
  { title: 'Overview', path: '/', permission: 'session.read' },
];
