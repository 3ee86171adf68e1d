SELECT (SELECT count(*) FROM workspace.sessions WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.api_tokens WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
