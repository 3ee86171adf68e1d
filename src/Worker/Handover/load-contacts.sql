SELECT assignee_id, count(*) FROM workspace.contacts
WHERE workspace_id = @workspaceId AND assignee_id = ANY(@people) AND status <> 'deleted'
GROUP BY assignee_id
