-- The numbers dashboards show: see EvidenceCounts. What connections had counted each for itself becomes one row a number.
WITH counted AS (
    DELETE FROM tallies RETURNING workspace_id, metric, value
)
INSERT INTO tallies (workspace_id, metric, slot, value)
SELECT workspace_id, metric, 0, sum(value) FROM counted GROUP BY workspace_id, metric;

CREATE OR REPLACE FUNCTION cavra_tally_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken int;
BEGIN
    -- The first slot that nobody counts in until this transaction ends. With all of them taken, one of some more is shared.
    SELECT free INTO taken FROM generate_series(0, 255) AS free WHERE pg_try_advisory_xact_lock(1129469522, free) LIMIT 1;
    taken := coalesce(taken, 256 + pg_backend_pid() % 256);
    INSERT INTO tallies (workspace_id, metric, slot, value)
    SELECT entry.workspace_id, counted.metric, taken, sum(counted.amount)
    FROM added AS entry
    CROSS JOIN LATERAL (
        SELECT 'entries:' || entry.kind AS metric, 1 AS amount
        UNION ALL
        SELECT 'acknowledgements:' || entry.kind || ':' || entry.acknowledgement_state, 1
        UNION ALL
        SELECT 'deliveries:' || entry.delivery_source || ':' || entry.delivery_success, 1
        WHERE entry.kind = 'release-connector-delivery'
        UNION ALL
        SELECT 'delivered_by:' || entry.delivery_source || ':' || connector, 1
        FROM jsonb_array_elements_text(entry.document::jsonb #> '{what,summary,providers}') AS connector
        WHERE entry.kind = 'release-connector-delivery'
        UNION ALL
        SELECT run.metric, run.amount
        FROM (SELECT entry.document::jsonb #> '{what,summary}' AS summary) AS document
        CROSS JOIN LATERAL (VALUES
            ('runs:' || (summary ->> 'state') || ':' || CASE WHEN (summary ->> 'dry_run')::boolean THEN 'dry' ELSE 'live' END, 1),
            ('runs_retryable', CASE WHEN summary ->> 'state' <> 'running' THEN (summary ->> 'retryable_count')::int END),
            ('runs_selected', CASE WHEN summary ->> 'state' <> 'running' THEN (summary ->> 'selected_retry_count')::int END)
        ) AS run (metric, amount)
        WHERE entry.kind = 'go-backend-rollback-drill-acknowledgement-audit-delivery-worker-run'
        UNION ALL
        SELECT 'suppressed_alerts', jsonb_array_length(entry.document::jsonb #> '{what,summary,suppressed_providers}')
        WHERE entry.kind = 'go-backend-rollback-drill-acknowledgement-audit-delivery-worker-health-alert-plan'
    ) AS counted
    WHERE counted.metric IS NOT NULL AND counted.amount > 0
    GROUP BY entry.workspace_id, counted.metric
    ORDER BY entry.workspace_id, counted.metric
    ON CONFLICT (workspace_id, metric, slot) DO UPDATE SET value = tallies.value + excluded.value;
    RETURN NULL;
END $$;
