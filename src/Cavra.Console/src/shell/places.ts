const audit = 'go-backend-rollback-drill-acknowledgement-audit-delivery';
const byPrefix: Readonly<Record<string, (id: string) => string>> = {
  gordackdest: (id) => `/console/loops/${id}`,
  gordackretry: (id) => `/console/retry-plans/${id}`,
  gordackworker: (id) => `/console/worker/runs/${id}`,
  gordackhealth: (id) => `/console/health-alerts?health_id=${id}`,
  gordackdelivery: (id) => `/console/evidence?delivery_id=${id}`,
  gordackaudit: (id) => `/console/evidence?audit_id=${id}`,
  gordackapproval: (id) => `/console/approvals?row=${id}`,
  gordackretryexec: (id) => `/console/approvals?tab=records&row=${id}`,
  gordackrecovery: (id) => `/console/recovery/${id}`,
  // No list is narrowed to one of these: the records of its kind, newest first.
  gordackretryapproval: () => `/console/evidence?metadata_kind=${audit}-retry-execution-approval-plan`,
  gordackretryapprovaldecision: () => `/console/evidence?metadata_kind=${audit}-retry-execution-approval-decision`,
  gordackrecoveryclosure: () => `/console/evidence?metadata_kind=${audit}-connector-recovery-closure`,
  gordackrecoveryesc: () => `/console/evidence?metadata_kind=${audit}-recovery-escalation-plan`,
  evidence: (id) => `/console/evidence/${id}`,
};

/** The page of what an id names; undefined for an id that has none. */
export function placeOf(id: string): string | undefined {
  const prefix = /^([a-z]+)-[A-Za-z0-9-]+$/.exec(id)?.[1];
  return prefix !== undefined && Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix]?.(encodeURIComponent(id)) : undefined;
}
