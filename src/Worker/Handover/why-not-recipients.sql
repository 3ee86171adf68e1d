-- What stands against each of some people as a recipient; the conditions are those of lock-active-recipients.sql.
SELECT p.id, coalesce(u.status, 'not a user of the workspace') AS status,
       @onlySales AND NOT EXISTS (
           SELECT FROM workspace.team_members m
           JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
           WHERE m.workspace_id = @WorkspaceId AND m.user_id = p.id) AS not_in_sales,
       @teamsOf::uuid IS NOT NULL AND NOT EXISTS (
           SELECT FROM workspace.team_members m
           JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @teamsOf
           WHERE m.workspace_id = @WorkspaceId AND m.user_id = p.id) AS not_in_team
FROM unnest(@recipients::uuid[]) WITH ORDINALITY AS p (id, place)
LEFT JOIN workspace.users u ON u.workspace_id = @WorkspaceId AND u.id = p.id
ORDER BY p.place
