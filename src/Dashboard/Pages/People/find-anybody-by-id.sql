-- In each workspace by itself: the key begins with it.
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM dashboard.workspace_names w
CROSS JOIN LATERAL (SELECT u.* FROM dashboard.users u WHERE u.workspace_id = w.id AND u.id = @id OFFSET 0) p
LIMIT @limit;
