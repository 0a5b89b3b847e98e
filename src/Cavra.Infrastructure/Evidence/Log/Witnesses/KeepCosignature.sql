-- Keeps a verified cosignature, and that its witness is well. A witness with a new key under its old name cosigns anew.
WITH kept AS (
    INSERT INTO log_cosignatures (workspace_id, size, name, key_id, line, witness_time, received_at)
    VALUES (@workspace, @size, @name, @key_id, @line, @witness_time, @now)
    ON CONFLICT (workspace_id, size, name) DO UPDATE SET
        key_id = excluded.key_id, line = excluded.line, witness_time = excluded.witness_time, received_at = excluded.received_at
)
INSERT INTO log_witnesses (workspace_id, name, last_size, last_at)
VALUES (@workspace, @name, @size, @now)
ON CONFLICT (workspace_id, name) DO UPDATE SET
    last_size = excluded.last_size, failing_since = NULL, last_error = NULL, last_at = excluded.last_at
