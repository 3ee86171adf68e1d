SELECT count(*)::int FROM workspace.users u WHERE u.workspace_id = @WorkspaceId AND u.id = ANY(@users) AND u.status = 'active'
