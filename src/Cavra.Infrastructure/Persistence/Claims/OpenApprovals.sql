-- Taken after their destinations: what permits an attempt can't be taken back while it is being used.
SELECT a.*, a.xmin
FROM approvals a
WHERE a.workspace_id = @workspace
  AND a.destination_id = ANY (@destinations)
  AND a.ended_at IS NULL
ORDER BY a.destination_id
FOR UPDATE
