const byPrefix: Readonly<Record<string, (id: string) => string>> = {
  gordackdest: (id) => `/console/loops/${id}`,
  gordackretry: (id) => `/console/retry-plans/${id}`,
  gordackworker: (id) => `/console/worker/runs/${id}`,
  gordackhealth: (id) => `/console/health-alerts?health_id=${id}`,
  gordackdelivery: (id) => `/console/evidence?delivery_id=${id}`,
  gordackaudit: (id) => `/console/evidence?audit_id=${id}`,
  evidence: (id) => `/console/evidence/${id}`,
};

/** The page of what an id names; undefined for an id that has none. */
export function placeOf(id: string): string | undefined {
  const prefix = /^([a-z]+)-[A-Za-z0-9-]+$/.exec(id)?.[1];
  return prefix !== undefined && Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix]?.(encodeURIComponent(id)) : undefined;
}
