-- What listeners may not have been told of yet, of all their workspaces at one instant: the log from each of their sizes on, and
-- what awaits the log. An entry goes from there into the log in one transaction, so it is seen exactly once.
SELECT heard.workspace_id, coalesce(tree.size, 0), found.place, found.index, found.entry_id, entry.kind, entry.action, entry.outcome,
    stored.document::jsonb #>> '{what,resource_type}', entry.resource_id, entry.actor, entry.created_at
FROM unnest(@workspaces) AS heard (workspace_id)
LEFT JOIN log_trees AS tree ON tree.workspace_id = heard.workspace_id
LEFT JOIN LATERAL (
    SELECT place.size AS place, logged.index, logged.entry_id
    FROM unnest(@place_workspaces, @place_sizes) AS place (workspace_id, size)
    CROSS JOIN LATERAL (
        SELECT l.index, l.entry_id FROM log_entries AS l
        WHERE l.workspace_id = heard.workspace_id AND l.index >= place.size
        ORDER BY l.index LIMIT @most_logged
    ) AS logged
    WHERE place.workspace_id = heard.workspace_id
    UNION ALL
    SELECT NULL, NULL, awaiting.entry_id FROM (
        SELECT a.entry_id FROM log_awaiting AS a
        WHERE a.workspace_id = heard.workspace_id
        ORDER BY a.entry_id DESC LIMIT @most_awaiting
    ) AS awaiting
) AS found ON true
LEFT JOIN evidence_entries AS entry ON entry.workspace_id = heard.workspace_id AND entry.id = found.entry_id
LEFT JOIN evidence_documents AS stored ON stored.workspace_id = heard.workspace_id AND stored.entry_id = found.entry_id
ORDER BY heard.workspace_id, found.place, found.index, found.entry_id
