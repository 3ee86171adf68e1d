-- name: list-seats(after, limit)
-- Counted only for those that are shown.
SELECT s.workspace_id, s.name, s.seat_limit, s.in_use, s.free
FROM (SELECT w.id, w.name FROM dashboard.workspace_names w
      WHERE @after::uuid IS NULL OR (w.name, w.id) > (SELECT a.name, a.id FROM dashboard.workspace_names a WHERE a.id = @after)
      ORDER BY w.name, w.id LIMIT @limit) shown
JOIN dashboard.seats s ON s.workspace_id = shown.id
ORDER BY shown.name, shown.id;

-- name: read-seats(workspace)
SELECT s.workspace_id, s.name, s.seat_limit, s.in_use, s.free FROM dashboard.seats s WHERE s.workspace_id = @workspace;

SELECT h.user_id, h.name, h.status FROM dashboard.seat_holders h WHERE h.workspace_id = @workspace ORDER BY h.name, h.user_id LIMIT 200;

SELECT c.changed_at, c.change, c.user_name, c.from_count, c.to_count, c.changed_by, c.changed_by_name, c.reason
FROM dashboard.seat_changes c
WHERE c.workspace_id = @workspace ORDER BY c.id DESC LIMIT 100;

SELECT a.workspace_id, a.id, a.name, a.is_owner FROM dashboard.askers a WHERE a.workspace_id = @workspace ORDER BY a.is_owner DESC, a.name LIMIT 100;
