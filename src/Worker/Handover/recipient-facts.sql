-- Everybody the plan names, the members of the teams it names and, if it asks for them, those of the leaver's teams.
WITH concerned AS (
    SELECT unnest(@recipients::uuid[]) AS id
    UNION
    SELECT m.user_id FROM workspace.team_members m WHERE m.workspace_id = @workspaceId AND m.team_id = ANY(@teams)
    UNION
    SELECT m.user_id FROM workspace.team_members l
    JOIN workspace.team_members m ON m.workspace_id = l.workspace_id AND m.team_id = l.team_id
    WHERE @leaversTeams AND l.workspace_id = @workspaceId AND l.user_id = @leaver)
SELECT u.id, u.status,
       EXISTS (SELECT FROM workspace.team_members m
               JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
               WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id) AS sales,
       @leaversTeams AND EXISTS (
               SELECT FROM workspace.team_members m
               JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @leaver
               WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id) AS leavers_team,
       (SELECT min(b.return_at) FROM offboarding.returns b
        WHERE u.status = 'inactive' AND b.workspace_id = u.workspace_id AND b.user_id = u.id AND b.status IN ('expected', 'held-up')) AS back_at
FROM concerned c
JOIN workspace.users u ON u.workspace_id = @workspaceId AND u.id = c.id;

SELECT t.id, coalesce(array_agg(m.user_id) FILTER (WHERE m.user_id IS NOT NULL), '{}')
FROM workspace.teams t
LEFT JOIN workspace.team_members m ON m.workspace_id = t.workspace_id AND m.team_id = t.id
WHERE t.workspace_id = @workspaceId AND t.id = ANY(@teams)
GROUP BY t.id;
