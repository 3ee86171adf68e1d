SELECT assignee_id, count(*) FROM workspace.conversations
WHERE workspace_id = @workspaceId AND assignee_id = ANY(@people) AND status <> 'closed'
GROUP BY assignee_id
