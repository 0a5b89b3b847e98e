const byPrefix: readonly [prefix: string, place: (id: string) => string][] = [
  ['gordackdest', (id) => `/console/loops/${id}`],
  ['gordackretryack', (id) => `/console/evidence?resource=${id}`],
  ['gordackretry', (id) => `/console/retry-plans/${id}`],
  ['gordackworker', (id) => `/console/worker/runs/${id}`],
  ['gordackhealthack', (id) => `/console/evidence?resource=${id}`],
  ['gordackhealthalert', (id) => `/console/evidence?resource=${id}`],
  ['gordackhealth', (id) => `/console/health-alerts?health_id=${id}`],
  ['gordackdelivery', (id) => `/console/loops?delivery=${id}`],
  ['gordackaudit', (id) => `/console/evidence?audit_id=${id}`],
  ['evidence', (id) => `/console/evidence/${id}`],
];

/** The page of what an id names; undefined for an id that has none. */
export function placeOf(id: string): string | undefined {
  const dash = id.indexOf('-');
  return dash > 0 ? byPrefix.find(([prefix]) => prefix === id.slice(0, dash))?.[1](encodeURIComponent(id)) : undefined;
}
