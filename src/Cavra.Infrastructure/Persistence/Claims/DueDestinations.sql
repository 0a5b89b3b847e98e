-- Several workers ask at once: what another has in hand is skipped, so nobody waits and nothing is sent twice.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.next_attempt_at IS NOT NULL
  AND d.next_attempt_at <= @now
  AND d.state IN ('pending', 'failed', 'held')
  AND (d.state <> 'held' OR d.connector = ANY (@open))
ORDER BY d.next_attempt_at, d.created_at, d.id
LIMIT @max
FOR UPDATE SKIP LOCKED
