-- Entries that neither the log nor its queue knows: nobody would ever sign them.
SELECT count(*)
FROM evidence_entries AS entry
WHERE entry.workspace_id = $1
    AND NOT EXISTS (SELECT FROM log_entries AS logged WHERE logged.workspace_id = $1 AND logged.entry_id = entry.id)
    AND NOT EXISTS (SELECT FROM log_awaiting AS awaiting WHERE awaiting.workspace_id = $1 AND awaiting.entry_id = entry.id)
