-- One that a worker has in hand is being looked at anyway. Waiting for it while holding the connector could be a deadlock.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.state = 'held'
  AND d.connector = @connector
ORDER BY d.id
FOR UPDATE SKIP LOCKED
