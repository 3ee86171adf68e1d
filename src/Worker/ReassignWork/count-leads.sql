SELECT count(*) FROM workspace.leads
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'open'
