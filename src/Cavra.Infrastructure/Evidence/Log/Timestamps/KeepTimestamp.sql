-- Keeps a verified time-stamp, the first one of its checkpoint, and that its authority is well.
WITH kept AS (
    INSERT INTO log_timestamps (workspace_id, size, token, stamped_at, authority, received_at)
    VALUES (@workspace, @size, @token, @stamped_at, @authority, @now)
    ON CONFLICT (workspace_id, size) DO NOTHING
)
INSERT INTO log_timestamp_states (workspace_id, last_at)
VALUES (@workspace, @now)
ON CONFLICT (workspace_id) DO UPDATE SET failing_since = NULL, last_error = NULL, last_at = excluded.last_at
