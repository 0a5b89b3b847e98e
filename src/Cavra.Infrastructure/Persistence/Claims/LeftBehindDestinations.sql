-- A lease that ran out is said to be interrupted once, by whoever comes first.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.state = 'sending'
  AND d.lease_until <= @now
ORDER BY d.lease_until, d.id
LIMIT @max
FOR UPDATE SKIP LOCKED
