SELECT count(*) FROM workspace.conversations
WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'closed'
