SELECT u.id, u.name, u.email, u.status, u.kind, coalesce(u.roles, '{}') AS roles, u.owns_account, u.sign_in_closed_at, u.created_at,
       u.invited_by, u.invited_by_name, u.invited_at, u.held, u.last_case_id
FROM dashboard.users u
WHERE u.workspace_id = @workspaceId AND (@status::text IS NULL OR u.status = @status) AND (@after::uuid IS NULL OR u.id > @after)
ORDER BY u.id
LIMIT @limit;
