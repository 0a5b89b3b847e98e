-- One due destination for each number, of an audit delivery and an event of its own, spread over so many connectors.
WITH event AS (
    INSERT INTO delivery_events (workspace_id, id, source, type, subject, data_schema, occurred_at, data, links)
    SELECT workspaces.id, seed_id('event', n), 'acknowledgement_audit',
        'cavra.go_backend.rollback_drill.acknowledgement_audit_delivery', seed_id('delivery', n)::text, 'cavra.benchmark.v1', now(),
        '{"audit_id": "gordackaudit-benchmark", "alert_level": "warning", "route_count": 3}', '{}'
    FROM workspaces CROSS JOIN generate_series(1, @count) AS n
)
INSERT INTO destinations (
    workspace_id, id, event_id, source, audit_id, delivery_id, connector, provider, created_at, state, attempt_number,
    failed_attempts, failed_status_codes, next_attempt_at, is_outcome_unknown, is_retry_governed)
SELECT workspaces.id, seed_id('destination', n), seed_id('event', n), 'acknowledgement_audit', seed_id('audit', n),
    seed_id('delivery', n), 'hook-' || n % @connectors, 'webhook', now(), 'pending', 0, 0, '{}', now(), false, false
FROM workspaces CROSS JOIN generate_series(1, @count) AS n;
