-- The oldest entries that await the log, as their bytes are stored.
SELECT entry.id, entry.document
FROM log_awaiting AS awaiting
JOIN evidence_entries AS entry ON entry.workspace_id = @workspace AND entry.id = awaiting.entry_id
WHERE awaiting.workspace_id = @workspace
ORDER BY awaiting.entry_id
LIMIT @batch
