-- Says that the log stands still, once its oldest awaiting entry has waited long enough.
INSERT INTO log_trees AS tree (workspace_id, size, unsigned_since, stopped_for, known_keys)
SELECT @workspace, 0, entry.created_at, 'no_key', 0
FROM (SELECT entry_id FROM log_awaiting WHERE workspace_id = @workspace ORDER BY entry_id LIMIT 1) AS oldest
JOIN evidence_entries AS entry ON entry.workspace_id = @workspace AND entry.id = oldest.entry_id
WHERE entry.created_at <= @waited_since
ON CONFLICT (workspace_id) DO UPDATE SET unsigned_since = excluded.unsigned_since, stopped_for = 'no_key'
    WHERE tree.unsigned_since IS NULL
