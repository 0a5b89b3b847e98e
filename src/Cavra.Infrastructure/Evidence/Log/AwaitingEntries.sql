-- The oldest entries that await the log. One that the log has already is not taken in again.
SELECT entry.id, coalesce(octet_length(stored.document), 0)
FROM log_awaiting AS awaiting
JOIN evidence_entries AS entry ON entry.workspace_id = @workspace AND entry.id = awaiting.entry_id
LEFT JOIN evidence_documents AS stored ON stored.workspace_id = @workspace AND stored.entry_id = awaiting.entry_id
WHERE awaiting.workspace_id = @workspace
    AND NOT EXISTS (SELECT FROM log_entries AS logged WHERE logged.workspace_id = @workspace AND logged.entry_id = awaiting.entry_id)
ORDER BY awaiting.entry_id
LIMIT @batch
