-- Counted only for those that are shown.
SELECT s.id, s.name, s.seat_limit, s.seats_in_use, s.seats_free, s.active, s.invited, s.inactive, s.deleted
FROM (SELECT w.id, w.name FROM dashboard.workspace_names w
      WHERE @after::uuid IS NULL OR (w.name, w.id) > (SELECT a.name, a.id FROM dashboard.workspace_names a WHERE a.id = @after)
      ORDER BY w.name, w.id LIMIT @limit) shown
JOIN dashboard.workspaces s ON s.id = shown.id
ORDER BY shown.name, shown.id;
