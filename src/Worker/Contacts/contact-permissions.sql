SELECT permission FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @RequestedBy
