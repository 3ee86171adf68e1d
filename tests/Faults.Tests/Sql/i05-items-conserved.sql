-- I5: no item is gone or new; whoever has an open one is active. That both are of the same workspace is a foreign key.
SELECT format('conversation %s of workspace %s is %s', coalesce(i.id, c.id), coalesce(i.workspace_id, c.workspace_id), CASE WHEN c.id IS NULL THEN 'gone' ELSE 'new' END)
FROM faults.items i FULL JOIN workspace.conversations c ON c.workspace_id = i.workspace_id AND c.id = i.id
WHERE i.id IS NULL OR c.id IS NULL
UNION ALL
SELECT format('open conversation %s is with %s user %s', c.id, u.status, u.id)
FROM workspace.conversations c JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.assignee_id
WHERE c.status <> 'closed' AND u.status <> 'active'
