-- One that another run or worker has in hand is being dealt with. Waiting for it while holding the connector could be a deadlock.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.id = ANY (@ids)
ORDER BY d.id
FOR UPDATE SKIP LOCKED
