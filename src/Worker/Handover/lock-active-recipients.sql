-- Checked again in each batch, and held until it commits: a recipient who is deactivated meanwhile waits for the batch and
-- then finds these items among their own. Who left the sales team since gets no more leads (C7), and who left the leaver's teams nothing
-- that only those may have (F8).
SELECT u.id FROM workspace.users u
WHERE u.workspace_id = @WorkspaceId AND u.id = ANY(@recipients) AND u.status = 'active'
  AND (NOT @onlySales OR EXISTS (
      SELECT FROM workspace.team_members m
      JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
      WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id))
  AND (@teamsOf::uuid IS NULL OR EXISTS (
      SELECT FROM workspace.team_members m
      JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @teamsOf
      WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id))
ORDER BY u.id
FOR SHARE OF u
