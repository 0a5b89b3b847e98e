-- A tree that has not grown, signed with the keys that there are now; a note that has them all already is not kept twice. The newest is
-- found first, and compared then: among all that differ, an older one would be the newest.
WITH renewed AS (
    UPDATE log_trees SET unsigned_since = NULL, stopped_for = NULL, stopped_index = NULL, known_keys = @known_keys WHERE workspace_id = @workspace
), newest AS (
    SELECT workspace_id, size, renewal, note
    FROM log_checkpoints
    WHERE workspace_id = @workspace
    ORDER BY size DESC, renewal DESC
    LIMIT 1
)
INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at)
SELECT workspace_id, size, renewal + 1, @note, @now FROM newest WHERE note <> @note
