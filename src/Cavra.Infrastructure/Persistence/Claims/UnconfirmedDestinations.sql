-- Whoever asks first counts the asking; another passes it over.
SELECT d.*, d.xmin
FROM destinations d
WHERE d.workspace_id = @workspace
  AND d.ask_again_at IS NOT NULL
  AND d.ask_again_at <= @now
ORDER BY d.ask_again_at, d.id
LIMIT @max
FOR UPDATE SKIP LOCKED
