-- name: list-users(workspaceId, status, after, limit)
SELECT u.id, u.name, u.email, u.status, u.kind, coalesce(u.roles, '{}') AS roles, u.owns_account, u.sign_in_closed_at, u.created_at,
       u.invited_by, u.invited_by_name, u.invited_at, u.held, u.last_case_id
FROM dashboard.users u
WHERE u.workspace_id = @workspaceId AND (@status::text IS NULL OR u.status = @status) AND (@after::uuid IS NULL OR u.id > @after)
ORDER BY u.id
LIMIT @limit;

-- name: list-archived-contacts(workspaceId, after, limit)
SELECT c.id, c.name, c.email, c.status, c.inactive, c.archived_at, c.assignee_id, c.assignee, c.can_sign_in, c.records, c.updated_at
FROM dashboard.archived_contacts c
WHERE c.workspace_id = @workspaceId AND (@after::bigint IS NULL OR c.id > @after)
ORDER BY c.id
LIMIT @limit;

-- name: list-contacts(workspaceId, after, limit)
SELECT c.id, c.name, c.email, c.status, c.inactive, c.archived_at, c.assignee_id, c.assignee, c.can_sign_in, c.records, c.updated_at
FROM dashboard.contacts c
WHERE c.workspace_id = @workspaceId AND (@after::bigint IS NULL OR c.id > @after)
ORDER BY c.id
LIMIT @limit;

-- name: workspace-counts(workspaceId)
SELECT w.id, w.name, w.seat_limit, w.seats_in_use, w.seats_free, w.active, w.invited, w.inactive, w.deleted
FROM dashboard.workspaces w WHERE w.id = @workspaceId;
