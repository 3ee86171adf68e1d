SELECT p.id, p.name, p.email, p.status
FROM dashboard.users p
WHERE p.workspace_id = @workspace AND p.status <> 'deleted' AND (lower(p.email) = ANY (@emails) OR p.id = ANY (@ids));
