-- Counted only for those that are shown.
SELECT s.workspace_id, s.name, s.seat_limit, s.in_use, s.free
FROM (SELECT w.id, w.name FROM dashboard.workspace_names w
      WHERE @after::uuid IS NULL OR (w.name, w.id) > (SELECT a.name, a.id FROM dashboard.workspace_names a WHERE a.id = @after)
      ORDER BY w.name, w.id LIMIT @limit) shown
JOIN dashboard.seats s ON s.workspace_id = shown.id
ORDER BY shown.name, shown.id;
