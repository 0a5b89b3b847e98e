-- The tree as it says of itself, and what there is of it. What no log of Cavra's has is not read: a note of any length, a batch of anything.
SELECT
    tree.size,
    (SELECT index FROM log_entries WHERE workspace_id = @workspace ORDER BY index DESC LIMIT 1),
    (SELECT left(note, 1000001) FROM log_checkpoints WHERE workspace_id = @workspace ORDER BY size DESC, renewal DESC LIMIT 1),
    tree.begun_size,
    tree.begun_root,
    CASE
        WHEN array_ndims(tree.begun_entries) = 1 AND cardinality(tree.begun_entries) <= 65536 AND array_position(tree.begun_entries, NULL) IS NULL
        THEN tree.begun_entries
    END
FROM log_trees AS tree
WHERE tree.workspace_id = @workspace
