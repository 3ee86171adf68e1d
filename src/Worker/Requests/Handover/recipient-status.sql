SELECT u.id, u.status,
       EXISTS (SELECT FROM workspace.team_members m
               JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
               WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id) AS sales
FROM workspace.users u
WHERE u.workspace_id = @workspaceId AND u.id = ANY(@recipients)
