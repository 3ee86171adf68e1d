SELECT coalesce((policies ->> 'requireCompleteHandover')::boolean, false) FROM workspace.workspaces WHERE id = @workspaceId
