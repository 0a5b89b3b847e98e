/** Beginnings of the API's longer paths. */
export const notifications = '/runtime/go-pilot/rollback-drill-notifications';
export const auditDelivery = `${notifications}/acknowledgements/audit-delivery` as const;
export const schedules = '/runtime/go-pilot/rollback-drill-schedules';
export const drills = '/runtime/go-pilot/rollback-drills';
