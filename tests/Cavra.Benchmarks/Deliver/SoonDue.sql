-- From two seconds on, one after the other; clock_timestamp() is that of the machine, which the worker goes by too.
UPDATE destinations SET next_attempt_at = clock_timestamp() + interval '2 s' + ordered.place * @apart
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM destinations WHERE connector = 'hook-0') AS ordered
WHERE destinations.id = ordered.id;
