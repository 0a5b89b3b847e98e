-- Always in the same order, so that two runs that mean the same destinations can't wait for each other for ever.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.id = ANY (@ids)
ORDER BY d.id
FOR UPDATE
