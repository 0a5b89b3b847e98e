-- Those of the witnesses that have not cosigned the newest checkpoint: the checkpoint, and the size they are known to have.
WITH newest AS (SELECT size, note FROM log_checkpoints WHERE workspace_id = @workspace ORDER BY size DESC, renewal DESC LIMIT 1)
SELECT newest.size, newest.note, asked.name, coalesce(known.last_size, 0)
FROM newest
CROSS JOIN unnest(@names, @key_ids) AS asked (name, key_id)
LEFT JOIN log_witnesses AS known ON known.workspace_id = @workspace AND known.name = asked.name
WHERE NOT EXISTS (
    SELECT FROM log_cosignatures AS kept
    WHERE kept.workspace_id = @workspace AND kept.size = newest.size AND kept.name = asked.name AND kept.key_id = asked.key_id)
