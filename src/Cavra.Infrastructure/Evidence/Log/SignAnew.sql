-- A tree that has not grown, signed with the keys that there are now; a note that has them all already is not kept twice.
WITH renewed AS (
    UPDATE log_trees SET unsigned_since = NULL, stopped_for = NULL, known_keys = @known_keys WHERE workspace_id = @workspace
)
INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at)
SELECT newest.workspace_id, newest.size, newest.renewal + 1, @note, @now
FROM log_checkpoints AS newest
WHERE newest.workspace_id = @workspace AND newest.note <> @note
ORDER BY newest.size DESC, newest.renewal DESC
LIMIT 1
