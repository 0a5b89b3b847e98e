-- The entries of a batch that was begun, in its order, as far as they still await the log.
SELECT begun.entry_id, coalesce(octet_length(stored.document), 0)
FROM unnest(@entries) WITH ORDINALITY AS begun (entry_id, place)
JOIN log_awaiting AS awaiting ON awaiting.workspace_id = @workspace AND awaiting.entry_id = begun.entry_id
JOIN evidence_entries AS entry ON entry.workspace_id = @workspace AND entry.id = begun.entry_id
LEFT JOIN evidence_documents AS stored ON stored.workspace_id = @workspace AND stored.entry_id = begun.entry_id
WHERE NOT EXISTS (SELECT FROM log_entries AS logged WHERE logged.workspace_id = @workspace AND logged.entry_id = begun.entry_id)
ORDER BY begun.place
