-- Entries are insert-only for everybody who comes through SQL.
CREATE FUNCTION cavra_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed and never deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER evidence_entries_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_entries
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();

-- The words an entry is found by where it has several of a sort: see EvidenceTerm.
CREATE FUNCTION cavra_write_evidence_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO evidence_terms (workspace_id, term, entry_id)
    SELECT entry.workspace_id, word.term, entry.id
    FROM added AS entry
    CROSS JOIN LATERAL (
        SELECT 'provider:' || provider AS term FROM unnest(entry.providers) AS provider
        UNION
        SELECT 'chain:' || chain FROM unnest(entry.chains) AS chain
    ) AS word;
    RETURN NULL;
END $$;

CREATE TRIGGER evidence_entries_terms AFTER INSERT ON evidence_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_write_evidence_terms();

-- The numbers dashboards show: see EvidenceCounts. One row for each connection, so that nobody waits for anybody to count.
CREATE FUNCTION cavra_tally_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tallies (workspace_id, metric, backend, value)
    SELECT entry.workspace_id, counted.metric, pg_backend_pid(), sum(counted.amount)
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
    ON CONFLICT (workspace_id, metric, backend) DO UPDATE SET value = tallies.value + excluded.value;
    RETURN NULL;
END $$;

CREATE TRIGGER evidence_entries_tallies AFTER INSERT ON evidence_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_tally_evidence();

-- Half of each page stays free, so that a number is counted up in place.
ALTER TABLE tallies SET (fillfactor = 50);

-- One index a filter, in the order lists are read in and only over the entries that have the field.
CREATE INDEX ix_evidence_entries_record ON evidence_entries (workspace_id, id) WHERE is_record;
CREATE INDEX ix_evidence_entries_kind ON evidence_entries (workspace_id, kind, id) WHERE kind IS NOT NULL;
CREATE INDEX ix_evidence_entries_actor ON evidence_entries (workspace_id, actor, id);
CREATE INDEX ix_evidence_entries_action ON evidence_entries (workspace_id, action, id);
CREATE INDEX ix_evidence_entries_not_done ON evidence_entries (workspace_id, outcome, id) WHERE outcome <> 'done';
CREATE INDEX ix_evidence_entries_schedule ON evidence_entries (workspace_id, schedule_id, id) WHERE schedule_id IS NOT NULL;
CREATE INDEX ix_evidence_entries_acknowledgement ON evidence_entries (workspace_id, acknowledgement_state, id)
    WHERE acknowledgement_state IS NOT NULL;
CREATE INDEX ix_evidence_entries_delivery_success ON evidence_entries (workspace_id, delivery_success, id)
    WHERE kind = 'release-connector-delivery';
CREATE INDEX ix_evidence_entries_alert_level ON evidence_entries (workspace_id, alert_level, id) WHERE alert_level IS NOT NULL;
CREATE INDEX ix_evidence_entries_audit ON evidence_entries (workspace_id, audit_id, id) WHERE audit_id IS NOT NULL;
CREATE INDEX ix_evidence_entries_delivery ON evidence_entries (workspace_id, delivery_id, id) WHERE delivery_id IS NOT NULL;
CREATE INDEX ix_evidence_entries_retry_plan ON evidence_entries (workspace_id, retry_plan_id, id) WHERE retry_plan_id IS NOT NULL;
CREATE INDEX ix_evidence_entries_health ON evidence_entries (workspace_id, health_id, id) WHERE health_id IS NOT NULL;
CREATE INDEX ix_evidence_entries_cadence ON evidence_entries (workspace_id, cadence, id) WHERE cadence IS NOT NULL;

-- What awaits the log: see AwaitingEntry. A command adds its row and waits for nobody; the sequencer alone takes rows away.
CREATE FUNCTION cavra_await_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO log_awaiting (workspace_id, entry_id) SELECT entry.workspace_id, entry.id FROM added AS entry;
    RETURN NULL;
END $$;

CREATE TRIGGER evidence_entries_await_log AFTER INSERT ON evidence_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_await_log();

CREATE TRIGGER log_entries_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();

CREATE TRIGGER log_checkpoints_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();
