SELECT EXISTS (SELECT FROM workspace.workspaces WHERE id = @workspaceId)
