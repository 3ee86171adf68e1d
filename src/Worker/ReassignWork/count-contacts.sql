SELECT count(*) FROM workspace.contacts
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status <> 'deleted'
