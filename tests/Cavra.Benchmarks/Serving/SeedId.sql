-- A version-7 id that is always the same for the same kind and number; those of one kind follow each other in time.
CREATE FUNCTION seed_id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (lpad(to_hex(1767225600000 + number), 12, '0') || '7' || substr(digest, 1, 3) || '8' || substr(digest, 4, 15))::uuid
    FROM md5(kind || number) AS digest
$$;
