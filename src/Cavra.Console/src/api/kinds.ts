import type { FilterOption } from '../table/columns';

const audit = 'go-backend-rollback-drill-acknowledgement-audit';

/** Kinds of records of the operator's section, as operators call them. */
export const kinds: readonly FilterOption[] = [
  { value: 'go-backend-rollback-drill-notification-plan', label: 'Notification plan' },
  { value: 'go-backend-rollback-drill-notification-ack', label: 'Acknowledgement' },
  { value: 'go-backend-rollback-drill-notification-escalation-plan', label: 'Escalation plan' },
  { value: `${audit}-package`, label: 'Ack audit package' },
  { value: `${audit}-delivery-plan`, label: 'Ack audit delivery' },
  { value: `${audit}-delivery-retry-plan`, label: 'Ack audit retry plan' },
  { value: `${audit}-delivery-retry-ack`, label: 'Ack audit retry ack' },
  { value: `${audit}-delivery-retry-execution-approval-plan`, label: 'Retry approval plan' },
  { value: `${audit}-delivery-retry-execution-approval-decision`, label: 'Retry approval decision' },
  { value: `${audit}-delivery-retry-execution-record`, label: 'Retry execution' },
  { value: `${audit}-delivery-connector-recovery-playbook`, label: 'Recovery playbook' },
  { value: `${audit}-delivery-connector-recovery-closure`, label: 'Recovery closure' },
  { value: `${audit}-delivery-worker-run`, label: 'Ack audit worker run' },
  { value: `${audit}-delivery-worker-health-alert-plan`, label: 'Ack audit worker health' },
  { value: `${audit}-delivery-worker-health-alert-ack`, label: 'Ack audit worker health ack' },
  { value: 'release-connector-delivery', label: 'Connector delivery' },
];

/** Kinds of every other record. */
export const otherKinds: readonly FilterOption[] = [
  { value: `${audit}-delivery-worker-health-episode`, label: 'Worker health episode' },
  { value: `${audit}-delivery-worker-schedule`, label: 'Worker schedule' },
  { value: 'go-backend-rollback-drill-record', label: 'Drill' },
  { value: 'go-backend-rollback-drill-schedule', label: 'Drill schedule' },
  { value: 'release-connector-attempt-begun', label: 'Connector attempt begun' },
  { value: 'release-connector-attempt', label: 'Connector attempt' },
  { value: 'release-connector-state', label: 'Connector state' },
  { value: 'release-connector-test', label: 'Connector test' },
  { value: 'release-connector-warning', label: 'Connector warning' },
  { value: `${audit}-delivery-recovery-escalation-plan`, label: 'Recovery escalation plan' },
  { value: `${audit}-delivery-recovery-escalation`, label: 'Recovery escalation' },
  { value: 'policy-version', label: 'Policy version' },
  { value: 'access-key', label: 'API key' },
  { value: 'console-session', label: 'Console session' },
  { value: 'sign-in-link', label: 'Sign-in link' },
  { value: 'workspace', label: 'Workspace' },
  { value: 'evidence-export', label: 'Evidence export' },
  { value: 'evidence-log-key', label: 'Evidence log key' },
  { value: 'evidence-log-adoption', label: 'Evidence log adoption' },
  { value: 'evidence-erasure', label: 'Evidence erasure' },
  { value: 'evidence-retention', label: 'Evidence retention' },
];

const labels = new Map([...kinds, ...otherKinds].map((kind) => [kind.value, kind.label]));

/** A record's kind as operators call it. */
export function kindLabel(kind: string): string {
  return labels.get(kind) ?? kind;
}

/** Where connector deliveries come from. */
export const sources: readonly FilterOption[] = [
  { value: 'go_backend_rollback_drill_notification', label: 'Drill notification' },
  { value: 'go_backend_rollback_drill_acknowledgement_audit', label: 'Ack audit' },
  { value: 'go_backend_rollback_drill_acknowledgement_audit_worker_health_alert', label: 'Ack audit worker health alert' },
];
