SELECT count(*) FROM workspace.conversations
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status <> 'closed'
