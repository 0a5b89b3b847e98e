import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

/** A value of the API in words: `skipped_disabled` → "skipped disabled". */
export function words(value: string): string {
  return value.replaceAll('_', ' ');
}

const types: Record<string, StatusIndicatorProps.Type> = {
  healthy: 'success', warning: 'warning', critical: 'error',
  succeeded: 'success', running: 'in-progress', failed: 'error', timed_out: 'error', cancelled: 'stopped', skipped_disabled: 'stopped',
  pending: 'pending', sending: 'in-progress', delivered: 'success', held: 'stopped', closed: 'success',
  accepted: 'success', confirmed: 'success', unconfirmed: 'warning', interrupted: 'warning', passed: 'success',
  retry: 'pending', wait: 'pending', suppress: 'stopped', deliver: 'success', deferred: 'pending', escalated: 'warning',
  resolved: 'success', dismissed: 'stopped', acknowledged: 'success', outstanding: 'warning',
  pass: 'success', fail: 'error', warn: 'warning', active: 'success', paused: 'stopped',
  requested: 'pending', approved: 'success', spent: 'success', denied: 'stopped', expired: 'stopped', stale: 'warning', withdrawn: 'stopped',
  skipped: 'stopped', open: 'warning', mitigated: 'success', reopened: 'warning', superseded: 'stopped',
  ready: 'success', due_soon: 'warning', needs_attention: 'error', not_configured: 'stopped',
};

/** A state by its word, with a sign: colour alone carries no meaning. */
export function State({ value, children }: { value: string; children?: string }) {
  return <StatusIndicator type={types[value] ?? 'info'}>{children ?? words(value)}</StatusIndicator>;
}
