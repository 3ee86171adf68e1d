-- name: list-saved-views(page, actor)
SELECT v.id, v.name, v.query, v.shared, v.saved_by
FROM dashboard.saved_views v
WHERE v.page = @page AND (v.saved_by = @actor OR v.shared)
ORDER BY v.saved_by <> @actor, v.name, v.id
LIMIT 50;

-- name: save-view(page, name, query, shared, actor)
SELECT dashboard.save_view(@page, @name, @query, @shared, @actor);

-- name: remove-view(id, actor, ofOthers)
SELECT dashboard.remove_view(@id, @actor, @ofOthers);
