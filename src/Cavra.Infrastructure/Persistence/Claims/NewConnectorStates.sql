-- A row that is not there can't be locked.
INSERT INTO connector_states (workspace_id, name, breaker)
SELECT @workspace, name, @closed::jsonb
FROM unnest(@names) AS name
ORDER BY name
ON CONFLICT (workspace_id, name) DO NOTHING
