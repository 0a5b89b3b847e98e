-- Bytes of entries go by a function of the owner's alone, and only where an entry under a checkpoint says so.
CREATE FUNCTION cavra_refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('cavra.removing', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Rows of % are never changed, and deleted by a removal alone.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER evidence_documents_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_documents
    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_document_change();

-- Takes away the bytes of the entries from one index to another, the end not included, as far as a removal covers them. Null where the
-- removal is not told by the log yet, or tells something else.
CREATE FUNCTION cavra_remove_documents(removed_workspace uuid, removal uuid, since bigint, until bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET cavra.removing = 'on' AS $$
DECLARE
    first_removed bigint;
    end_removed bigint;
    taken int;
BEGIN
    SELECT decided.first_index, decided.end_index INTO first_removed, end_removed
    FROM evidence_removals AS decided
    JOIN log_entries AS logged ON logged.workspace_id = removed_workspace AND logged.entry_id = decided.told_by
    JOIN evidence_documents AS told ON told.workspace_id = removed_workspace AND told.entry_id = decided.told_by
    CROSS JOIN LATERAL (SELECT told.document::jsonb -> 'what' AS what) AS said
    CROSS JOIN LATERAL (SELECT what ->> 'metadata_kind' AS kind, what ->> 'outcome' AS outcome, what -> 'summary' AS summary) AS parts
    WHERE decided.workspace_id = removed_workspace AND decided.id = removal
        AND decided.first_index >= 0 AND decided.end_index <= logged.index
        AND logged.index < (SELECT size FROM log_checkpoints WHERE workspace_id = removed_workspace ORDER BY size DESC LIMIT 1)
        AND outcome = 'done'
        AND CASE kind
            WHEN 'evidence-retention' THEN decided.reason = 'retention' AND decided.end_index % 256 = 0
                AND (summary ->> 'first_index')::bigint = decided.first_index AND (summary ->> 'end_index')::bigint = decided.end_index
                AND (summary ->> 'newest_at')::timestamptz + make_interval(days => greatest((summary ->> 'kept_days')::int, 30))
                    <= (told.document::jsonb ->> 'created_at')::timestamptz
                -- As old as the entry itself says; where it is gone already, the rest goes after it.
                AND coalesce((
                    SELECT (newest.document::jsonb ->> 'created_at')::timestamptz <= (summary ->> 'newest_at')::timestamptz
                    FROM log_entries AS ending
                    JOIN evidence_documents AS newest ON newest.workspace_id = removed_workspace AND newest.entry_id = ending.entry_id
                    WHERE ending.workspace_id = removed_workspace AND ending.index = decided.end_index - 1), true)
            WHEN 'evidence-erasure' THEN decided.reason = 'erasure' AND summary ->> 'state' = 'confirmed'
                AND (summary ->> 'entry_index')::bigint = decided.first_index AND decided.end_index = decided.first_index + 1
            ELSE false
        END;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    -- Of a segment whole bundles go.
    IF end_removed > first_removed + 1 THEN
        since := since - since % 256;
        until := until + 255 - (until + 255) % 256;
    END IF;

    DELETE FROM evidence_documents AS stored
    USING log_entries AS logged
    WHERE logged.workspace_id = removed_workspace
        AND logged.index >= greatest(first_removed, since) AND logged.index < least(end_removed, until)
        AND stored.workspace_id = removed_workspace AND stored.entry_id = logged.entry_id;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;

-- Drops the oldest partition of a month that is over and that holds nothing any more: one at a time, for it keeps every writer waiting.
CREATE FUNCTION cavra_drop_document_partitions(until timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    part text;
    is_used boolean;
BEGIN
    until := least(until, now() - interval '2 days');
    FOR part IN
        SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
        WHERE inhparent = 'evidence_documents'::regclass AND child.relname ~ '^evidence_documents_[0-9]{4}_[0-9]{2}$'
            AND to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month' <= until AT TIME ZONE 'UTC'
        ORDER BY child.relname
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', part) INTO is_used;
        IF NOT is_used THEN
            -- Nobody writes to it while it is looked at again: what came meanwhile is kept.
            EXECUTE format('LOCK TABLE evidence_documents, %I IN ACCESS EXCLUSIVE MODE', part);
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', part) INTO is_used;
            IF NOT is_used THEN
                EXECUTE format('DROP TABLE %I', part);
            END IF;
            RETURN CASE WHEN is_used THEN 0 ELSE 1 END;
        END IF;
    END LOOP;
    RETURN 0;
END $$;
