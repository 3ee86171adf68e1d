SELECT assignee_id, count(*) FROM workspace.leads
WHERE workspace_id = @workspaceId AND assignee_id = ANY(@people) AND status = 'open'
GROUP BY assignee_id
