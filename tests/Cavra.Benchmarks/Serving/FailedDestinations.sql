-- One open destination of an audit delivery of its own for each number.
INSERT INTO destinations (
    workspace_id, id, event_id, source, audit_id, delivery_id, connector, provider, created_at, state, attempt_number,
    failed_attempts, open_since, last_attempt_at, last_failed_at, last_failure_class, failed_status_codes,
    connector_fingerprint, is_outcome_unknown, is_retry_governed)
SELECT workspaces.id, seed_id('destination', n), seed_id('event', n), 'acknowledgement_audit', seed_id('audit', n),
    seed_id('delivery', n), 'siem', 'webhook', now() - interval '1 hour', 'failed', 1, 1, now() - interval '1 hour',
    now() - interval '1 hour', now() - interval '1 hour', 'server_error', '{503}', 'sha256:0', false, false
FROM workspaces CROSS JOIN generate_series(@first, @last) AS n;
