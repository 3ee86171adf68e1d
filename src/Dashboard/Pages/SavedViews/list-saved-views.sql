SELECT v.id, v.name, v.query, v.shared, v.saved_by
FROM dashboard.saved_views v
WHERE v.page = @page AND (v.saved_by = @actor OR v.shared)
ORDER BY v.saved_by <> @actor, v.name, v.id
LIMIT 50;
