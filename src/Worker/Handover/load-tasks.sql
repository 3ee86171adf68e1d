SELECT assignee_id, count(*) FROM workspace.tasks
WHERE workspace_id = @workspaceId AND assignee_id = ANY(@people) AND status = 'pending'
GROUP BY assignee_id
