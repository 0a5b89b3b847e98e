-- Whether there is something to sign: entries that wait, or a key that has not signed what there is.
SELECT EXISTS (SELECT FROM log_awaiting WHERE workspace_id = $1)
    OR EXISTS (
        SELECT FROM log_trees
        WHERE workspace_id = $1 AND size > 0 AND known_keys < (SELECT count(*) FROM log_keys))
