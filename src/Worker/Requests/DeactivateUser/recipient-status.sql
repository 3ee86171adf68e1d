SELECT id, status FROM workspace.users WHERE workspace_id = @workspaceId AND id = ANY(@recipients)
