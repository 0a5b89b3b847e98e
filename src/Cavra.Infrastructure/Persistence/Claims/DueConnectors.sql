-- Whether something is due at each connector, and when the next will be that is not yet.
SELECT
    room.connector,
    EXISTS (
        SELECT
        FROM destinations due
        WHERE due.workspace_id = @workspace
          AND due.connector = room.connector
          AND due.next_attempt_at IS NOT NULL
          AND due.next_attempt_at <= @now
          AND due.state IN ('pending', 'failed', 'held')
          AND (due.state <> 'held' OR room.is_open)
    ) AS is_due,
    (
        SELECT min(later.next_attempt_at)
        FROM destinations later
        WHERE later.workspace_id = @workspace
          AND later.connector = room.connector
          AND later.next_attempt_at > @now
    ) AS next_due_at
FROM unnest(@connectors, @open) AS room (connector, is_open)
