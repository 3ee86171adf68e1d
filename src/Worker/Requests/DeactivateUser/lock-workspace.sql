SELECT id FROM workspace.workspaces WHERE id = @workspaceId FOR NO KEY UPDATE
