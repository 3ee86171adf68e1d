SELECT (SELECT count(*) FROM workspace.team_members WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.contacts WHERE workspace_id = @WorkspaceId AND @UserId IN (account_id, former_account_id))
