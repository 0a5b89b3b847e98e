-- Several workers ask at once: what another has in hand is skipped, so nobody waits and nothing is sent twice. Connector by connector:
-- what waits for one with no room keeps nothing else back.
SELECT d.*
FROM unnest(@connectors, @rooms, @open) AS room (connector, most, is_open)
CROSS JOIN LATERAL (
    SELECT due.*, due.xmin
    FROM destinations due
    WHERE due.workspace_id = @workspace
      AND due.connector = room.connector
      AND due.next_attempt_at IS NOT NULL
      AND due.next_attempt_at <= @now
      AND due.state IN ('pending', 'failed', 'held')
      AND (due.state <> 'held' OR room.is_open)
    ORDER BY due.next_attempt_at, due.created_at, due.id
    LIMIT room.most
    FOR UPDATE SKIP LOCKED
) AS d
ORDER BY d.next_attempt_at, d.created_at, d.id
