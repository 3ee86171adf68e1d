-- I4: no open item on an inactive user.
SELECT format('open conversation %s is with %s user %s', c.id, u.status, u.id)
FROM workspace.conversations c JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.assignee_id
WHERE u.status IN ('inactive', 'deleted') AND c.status <> 'closed'
