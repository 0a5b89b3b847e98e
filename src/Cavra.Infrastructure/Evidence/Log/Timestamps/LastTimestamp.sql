-- The newest checkpoint, and what was stamped last of this log.
SELECT newest.size, newest.note, last.size, last.received_at
FROM (SELECT size, note FROM log_checkpoints WHERE workspace_id = @workspace ORDER BY size DESC, renewal DESC LIMIT 1) AS newest
LEFT JOIN (SELECT size, received_at FROM log_timestamps WHERE workspace_id = @workspace ORDER BY size DESC LIMIT 1) AS last ON true
