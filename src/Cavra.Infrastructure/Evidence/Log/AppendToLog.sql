-- What a batch adds to the log, in one statement: entries at their indexes, the tiles that grew, the tree and its checkpoint.
WITH taken AS (
    DELETE FROM log_awaiting WHERE workspace_id = @workspace AND entry_id = ANY (@entries)
), indexed AS (
    INSERT INTO log_entries (workspace_id, index, entry_id)
    SELECT @workspace, @size + place - 1, entry_id
    FROM unnest(@entries) WITH ORDINALITY AS entry (entry_id, place)
), tiled AS (
    INSERT INTO log_tiles (workspace_id, level, index, hashes)
    SELECT @workspace, level, index, hashes
    FROM unnest(@tile_levels, @tile_indexes, @tile_hashes) AS tile (level, index, hashes)
    ON CONFLICT (workspace_id, level, index) DO UPDATE SET hashes = excluded.hashes
), grown AS (
    UPDATE log_trees
    SET size = @new_size, unsigned_since = NULL, stopped_for = NULL, stopped_index = NULL, known_keys = @known_keys,
        begun_size = NULL, begun_root = NULL, begun_entries = NULL
    WHERE workspace_id = @workspace
)
INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at) VALUES (@workspace, @new_size, 0, @note, @now)
