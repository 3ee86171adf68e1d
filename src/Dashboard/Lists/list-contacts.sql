SELECT c.id, c.name, c.email, c.status, c.inactive, c.archived_at, c.assignee_id, c.assignee, c.can_sign_in, c.records, c.updated_at
FROM dashboard.contacts c
WHERE c.workspace_id = @workspaceId AND (@after::bigint IS NULL OR c.id > @after)
ORDER BY c.id
LIMIT @limit;
