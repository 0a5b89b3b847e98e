-- What is watched waits for its time, and there is no more of it.
DELETE FROM destinations USING (SELECT id, row_number() OVER (ORDER BY id) AS place FROM destinations WHERE connector = 'hook-0') AS ordered
WHERE destinations.id = ordered.id AND ordered.place > @watched;
UPDATE destinations SET next_attempt_at = now() + interval '1 day' WHERE connector = 'hook-0';
