-- Always in the same order, so that two who need the same connectors can't wait for each other.
SELECT c.*, c.xmin
FROM connector_states c
WHERE c.workspace_id = @workspace
  AND c.name = ANY (@names)
ORDER BY c.name
FOR UPDATE
