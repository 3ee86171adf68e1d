SELECT (SELECT count(*) FROM workspace.sessions
        WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND ended_at IS NULL)
     + (SELECT count(*) FROM workspace.api_tokens
        WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND revoked_at IS NULL)
