SELECT id FROM workspace.workspaces WHERE id = @id FOR UPDATE
