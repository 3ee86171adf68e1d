-- name: read-access(name, before, limit, workspaces)
SELECT (array_agg(s.id ORDER BY s.began_at DESC))[1] AS id, s.actor, string_agg(DISTINCT s.way, ', ') AS ways, string_agg(DISTINCT s.address, ', ') AS addresses,
       count(*) AS sessions, max(s.began_at) AS began_at, max(s.ends_at) AS ends_at
FROM dashboard.sessions s
GROUP BY s.actor
ORDER BY max(s.began_at) DESC, s.actor;

SELECT l.id, l.at, l.event, l.actor, l.way, l.address, l.method, l.path
FROM dashboard.access_log l
WHERE (@name::text IS NULL OR l.event = @name) AND (@before::bigint IS NULL OR l.id < @before)
ORDER BY l.id DESC
LIMIT @limit;

SELECT w.id, w.name FROM dashboard.workspace_names w WHERE w.id = ANY (@workspaces);
