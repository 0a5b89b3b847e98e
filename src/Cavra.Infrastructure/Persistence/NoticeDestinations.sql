-- Taken in the order of the key, so that two plans at once wait for each other instead of for ever.
WITH fresh AS (
    SELECT id FROM destinations
    WHERE workspace_id = @workspace AND id = ANY (@destinations) AND noticed_at IS NULL
    ORDER BY id
    FOR UPDATE
), noticed AS (
    UPDATE destinations SET noticed_at = @now
    FROM fresh
    WHERE destinations.workspace_id = @workspace AND destinations.id = fresh.id
    RETURNING destinations.id
)
INSERT INTO gates_passed (workspace_id, destination_id, gate, evidence_id, passed_at, actor)
SELECT @workspace, id, 'noticed', @evidence, @now, @actor FROM noticed
