export interface PageEntry {
  title: string;
  path: string;
  /** What one must be allowed to read for the page to show anything. */
  permission: string;
  /** What lets one act there without reading it. */
  orPermission?: string;
}

/** The console's pages, in the order of the navigation. */
export const pages: readonly PageEntry[] = [
  { title: 'Overview', path: '/', permission: 'session.read' },
  { title: 'Loops', path: '/console/loops', permission: 'loops.read' },
  { title: 'Go Rollback Drill Notifications', path: '/console/notifications', permission: 'records.read' },
  { title: 'Retry plans', path: '/console/retry-plans', permission: 'records.read' },
  { title: 'Approvals', path: '/console/approvals', permission: 'records.read', orPermission: 'retry.execute' },
  { title: 'Recovery', path: '/console/recovery', permission: 'records.read' },
  { title: 'Worker', path: '/console/worker', permission: 'records.read' },
  { title: 'Health alerts', path: '/console/health-alerts', permission: 'records.read' },
  { title: 'Connectors', path: '/console/connectors', permission: 'records.read' },
  { title: 'Evidence', path: '/console/evidence', permission: 'records.read' },
  { title: 'Drills', path: '/console/drills', permission: 'records.read' },
  { title: 'Administration', path: '/console/administration', permission: 'session.read' },
];

/** Whether a page has anything for somebody who may do these things. */
export function isFor(page: PageEntry, may: (permission: string) => boolean): boolean {
  return may(page.permission) || (page.orPermission !== undefined && may(page.orPermission));
}
