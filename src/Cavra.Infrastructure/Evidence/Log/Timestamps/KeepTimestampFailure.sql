-- Keeps that there was no time-stamp; answers whether it is the first time in a row.
INSERT INTO log_timestamp_states AS known (workspace_id, failing_since, last_error, last_at)
VALUES (@workspace, @now, @error, @now)
ON CONFLICT (workspace_id) DO UPDATE SET
    failing_since = coalesce(known.failing_since, excluded.failing_since), last_error = excluded.last_error, last_at = excluded.last_at
RETURNING failing_since = last_at
