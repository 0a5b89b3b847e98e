-- The bytes of entries, apart from what entries are found by. Ids are in the order of time, so a month of ids is a month of entries; what
-- has an id of another order is in the partition for the rest.
CREATE TABLE evidence_documents (
    workspace_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    document text NOT NULL,
    CONSTRAINT pk_evidence_documents PRIMARY KEY (workspace_id, entry_id)
) PARTITION BY RANGE (entry_id);

CREATE TABLE evidence_documents_rest PARTITION OF evidence_documents DEFAULT;

-- Rows of a partition are as little changed as those of the whole.
CREATE TRIGGER evidence_documents_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_documents
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();
CREATE TRIGGER evidence_documents_rest_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_documents_rest
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();

-- Makes the partitions of months that have none; one whose ids are in the partition for the rest already gets none. Runs with the rights
-- of the tables' owner, so that the service may ask for it.
CREATE FUNCTION cavra_make_document_partitions(since timestamptz, until timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    month timestamp := date_trunc('month', since AT TIME ZONE 'UTC');
    name text;
    lower_id uuid;
    upper_id uuid;
    made int := 0;
BEGIN
    WHILE month <= until AT TIME ZONE 'UTC' AND made < 240 LOOP
        name := 'evidence_documents_' || to_char(month, 'YYYY_MM');
        lower_id := (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
        month := month + interval '1 month';
        upper_id := (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
        IF to_regclass(name) IS NULL
            AND NOT EXISTS (SELECT FROM evidence_documents_rest WHERE entry_id >= lower_id AND entry_id < upper_id) THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF evidence_documents FOR VALUES FROM (%L) TO (%L)', name, lower_id, upper_id);
            EXECUTE format(
                'CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change()',
                name || '_insert_only', name);
            -- Whoever may read and write the whole needs no rights on its parts.
            IF session_user <> current_user THEN
                EXECUTE format('REVOKE ALL ON %I FROM %I', name, session_user);
            END IF;
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;

SELECT cavra_make_document_partitions(greatest(now() - interval '10 years', least(now(), min(created_at))), now() + interval '2 months')
FROM evidence_entries;

INSERT INTO evidence_documents (workspace_id, entry_id, document) SELECT workspace_id, id, document FROM evidence_entries;

DROP TRIGGER evidence_entries_tallies ON evidence_entries;

ALTER TABLE evidence_entries DROP COLUMN document;

CREATE OR REPLACE FUNCTION cavra_tally_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken int;
BEGIN
    -- The first slot that nobody counts in until this transaction ends. With all of them taken, one of some more is shared.
    SELECT free INTO taken FROM generate_series(0, 255) AS free WHERE pg_try_advisory_xact_lock(1129469522, free) LIMIT 1;
    taken := coalesce(taken, 256 + pg_backend_pid() % 256);
    INSERT INTO tallies (workspace_id, metric, slot, value)
    SELECT entry.workspace_id, counted.metric, taken, sum(counted.amount)
    FROM added AS stored
    JOIN evidence_entries AS entry ON entry.workspace_id = stored.workspace_id AND entry.id = stored.entry_id
    CROSS JOIN LATERAL (
        SELECT 'entries:' || entry.kind AS metric, 1 AS amount
        UNION ALL
        SELECT 'acknowledgements:' || entry.kind || ':' || entry.acknowledgement_state, 1
        UNION ALL
        SELECT 'deliveries:' || entry.delivery_source || ':' || entry.delivery_success, 1
        WHERE entry.kind = 'release-connector-delivery'
        UNION ALL
        SELECT 'delivered_by:' || entry.delivery_source || ':' || connector, 1
        FROM jsonb_array_elements_text(stored.document::jsonb #> '{what,summary,providers}') AS connector
        WHERE entry.kind = 'release-connector-delivery'
        UNION ALL
        SELECT run.metric, run.amount
        FROM (SELECT stored.document::jsonb #> '{what,summary}' AS summary) AS document
        CROSS JOIN LATERAL (VALUES
            ('runs:' || (summary ->> 'state') || ':' || CASE WHEN (summary ->> 'dry_run')::boolean THEN 'dry' ELSE 'live' END, 1),
            ('runs_retryable', CASE WHEN summary ->> 'state' <> 'running' THEN (summary ->> 'retryable_count')::int END),
            ('runs_selected', CASE WHEN summary ->> 'state' <> 'running' THEN (summary ->> 'selected_retry_count')::int END)
        ) AS run (metric, amount)
        WHERE entry.kind = 'go-backend-rollback-drill-acknowledgement-audit-delivery-worker-run'
        UNION ALL
        SELECT 'suppressed_alerts', jsonb_array_length(stored.document::jsonb #> '{what,summary,suppressed_providers}')
        WHERE entry.kind = 'go-backend-rollback-drill-acknowledgement-audit-delivery-worker-health-alert-plan'
    ) AS counted
    WHERE counted.metric IS NOT NULL AND counted.amount > 0
    GROUP BY entry.workspace_id, counted.metric
    ORDER BY entry.workspace_id, counted.metric
    ON CONFLICT (workspace_id, metric, slot) DO UPDATE SET value = tallies.value + excluded.value;
    RETURN NULL;
END $$;

CREATE TRIGGER evidence_documents_tallies AFTER INSERT ON evidence_documents REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_tally_evidence();
