-- The tree as it says of itself, and what there is of it.
SELECT
    tree.size,
    (SELECT index FROM log_entries WHERE workspace_id = @workspace ORDER BY index DESC LIMIT 1),
    (SELECT note FROM log_checkpoints WHERE workspace_id = @workspace ORDER BY size DESC, renewal DESC LIMIT 1),
    tree.begun_size,
    tree.begun_root,
    tree.begun_entries
FROM log_trees AS tree
WHERE tree.workspace_id = @workspace
