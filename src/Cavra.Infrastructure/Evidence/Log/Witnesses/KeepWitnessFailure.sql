-- Keeps that a witness failed; answers whether it is the first time in a row.
INSERT INTO log_witnesses AS known (workspace_id, name, last_size, failing_since, last_error, last_at)
VALUES (@workspace, @name, @size, @now, @error, @now)
ON CONFLICT (workspace_id, name) DO UPDATE SET
    last_size = excluded.last_size, failing_since = coalesce(known.failing_since, excluded.failing_since),
    last_error = excluded.last_error, last_at = excluded.last_at
RETURNING failing_since = last_at
