-- One statement, so one snapshot and one round trip. Each part is found by an index on what is open or by the newest rows of
-- a key: nothing here grows with history.
SELECT jsonb_build_object(
    'opened_at', (SELECT created_at FROM workspaces WHERE id = @workspace),
    'schedule', (
        SELECT jsonb_build_object(
            'changed_at', changed_at, 'switched_at', switched_at, 'enabled', terms_enabled,
            'interval_minutes', terms_interval_minutes, 'cron', terms_cron, 'time_zone', terms_time_zone,
            'grace_minutes', terms_grace_minutes, 'max_runtime_minutes', terms_max_runtime_minutes, 'mode', terms_mode,
            'misfire', terms_misfire)
        FROM worker_schedules
        WHERE workspace_id = @workspace),
    'evidence_stop', (
        SELECT jsonb_build_object('since', unsigned_since, 'reason', stopped_for, 'index', stopped_index)
        FROM log_trees
        WHERE workspace_id = @workspace AND unsigned_since IS NOT NULL AND stopped_for IS NOT NULL),
    'unsigned_since', (
        SELECT entry.created_at
        FROM log_awaiting AS awaiting
        JOIN evidence_entries AS entry ON entry.workspace_id = @workspace AND entry.id = awaiting.entry_id
        WHERE awaiting.workspace_id = @workspace
        ORDER BY awaiting.entry_id
        LIMIT 1),
    'ended_run_count', (
        SELECT coalesce(sum(value), 0) FROM tallies
        WHERE workspace_id = @workspace AND metric = ANY (@run_metrics)),
    'retry_plan_count', (
        SELECT coalesce(sum(value), 0) FROM tallies
        WHERE workspace_id = @workspace AND metric = @retry_plan_metric),
    'latest_runs', (
        SELECT coalesce(jsonb_agg(to_jsonb(run) ORDER BY run.id DESC), '[]') FROM (
            SELECT id, state, mode, trigger, window_start, started_at, completed_at, max_runtime_minutes, late,
                summary_selected_retry_count AS selected_retry_count
            FROM worker_runs
            WHERE workspace_id = @workspace
            ORDER BY id DESC
            LIMIT @shown) AS run),
    'newest_run', (
        SELECT to_jsonb(run) FROM (
            SELECT id, state, mode, trigger, window_start, started_at, completed_at, max_runtime_minutes, late,
                summary_selected_retry_count AS selected_retry_count
            FROM worker_runs
            WHERE workspace_id = @workspace AND state <> 'skipped_disabled'
            ORDER BY id DESC
            LIMIT 1) AS run),
    'newest_finished_run', (
        SELECT to_jsonb(run) FROM (
            SELECT id, state, mode, trigger, window_start, started_at, completed_at, max_runtime_minutes, late,
                summary_selected_retry_count AS selected_retry_count
            FROM worker_runs
            WHERE workspace_id = @workspace AND completed_at IS NOT NULL AND state <> 'skipped_disabled'
            ORDER BY completed_at DESC
            LIMIT 1) AS run),
    'running_runs', (
        SELECT coalesce(jsonb_agg(to_jsonb(run)), '[]') FROM (
            SELECT id, state, mode, trigger, window_start, started_at, completed_at, max_runtime_minutes, late,
                summary_selected_retry_count AS selected_retry_count
            FROM worker_runs
            WHERE workspace_id = @workspace AND state = 'running') AS run),
    'newest_plan', (
        SELECT to_jsonb(plan) FROM (
            SELECT id, generated_at, omitted_count, policy
            FROM retry_plans
            WHERE workspace_id = @workspace
            ORDER BY id DESC
            LIMIT 1) AS plan),
    'policy', (
        SELECT jsonb_build_object('policy', policy, 'changed_at', changed_at) FROM policy_versions
        WHERE workspace_id = @workspace
        ORDER BY version DESC
        LIMIT 1),
    'open_approvals', (
        SELECT coalesce(jsonb_agg(to_jsonb(approval)), '[]') FROM (
            SELECT destination_id, connector, state, binding, requested_at, expires_at
            FROM approvals
            WHERE workspace_id = @workspace AND ended_at IS NULL) AS approval),
    'open_destinations', (
        SELECT coalesce(jsonb_agg(to_jsonb(destination)), '[]') FROM (
            SELECT id, event_id, delivery_id, audit_id, connector, provider, state, attempt_number, failed_attempts,
                coalesce(open_since, created_at) AS open_since, last_attempt_at, last_failed_at, last_failure_class,
                retry_after_until, connector_fingerprint, (review ->> 'deferred_until')::timestamptz AS deferred_until
            FROM destinations
            WHERE workspace_id = @workspace AND source = 'acknowledgement_audit' AND state IN ('failed', 'held')
            UNION ALL
            -- A lease that has run out is a failed attempt, whether or not anybody has said so yet.
            SELECT id, event_id, delivery_id, audit_id, connector, provider, 'failed', attempt_number, failed_attempts + 1,
                coalesce(open_since, lease_until), last_attempt_at, lease_until, 'interrupted',
                NULL, connector_fingerprint, (review ->> 'deferred_until')::timestamptz
            FROM destinations
            WHERE workspace_id = @workspace AND source = 'acknowledgement_audit' AND state = 'sending'
                AND lease_until <= @now) AS destination),
    'connectors', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'name', name, 'paused', pause IS NOT NULL, 'gone_since', gone_since, 'breaker', breaker,
            'succeeded_at', succeeded_at)), '[]')
        FROM connector_states
        WHERE workspace_id = @workspace),
    'other_failures', (
        SELECT coalesce(jsonb_agg(to_jsonb(failing)), '[]') FROM (
            SELECT destination.connector, count(*) AS count, min(destination.open_since) AS since
            FROM destinations AS destination
            LEFT JOIN connector_states AS connector
                ON connector.workspace_id = @workspace AND connector.name = destination.connector
            WHERE destination.workspace_id = @workspace
                AND destination.source IN ('notification', 'worker_health_alert', 'recovery_escalation')
                AND destination.state = 'failed'
                AND (destination.next_attempt_at IS NOT NULL OR connector.succeeded_at IS NULL
                    OR destination.last_failed_at > connector.succeeded_at)
            GROUP BY destination.connector) AS failing),
    'unsettled_alerts', (
        SELECT coalesce(jsonb_agg(to_jsonb(alert)), '[]') FROM (
            SELECT health_id, connector, unacknowledged_since, acknowledgement_minutes
            FROM health_alert_routes
            WHERE workspace_id = @workspace AND state IN ('open', 'dismissed')) AS alert)
)::text
