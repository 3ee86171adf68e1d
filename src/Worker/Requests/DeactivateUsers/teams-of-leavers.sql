SELECT user_id, team_id FROM workspace.team_members WHERE workspace_id = @workspaceId AND user_id = ANY(@users)
