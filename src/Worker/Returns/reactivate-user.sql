-- Password, roles and teams were never touched (D6). Nobody stands in for the person any more. The audit entry goes into the
-- timeline of the case that took them out.
UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL, successor_id = NULL, contacts_successor_id = NULL, leads_successor_id = NULL, tasks_successor_id = NULL
WHERE workspace_id = @WorkspaceId AND id = @UserId
RETURNING now(),
          (SELECT c.id FROM offboarding.cases c
           WHERE c.workspace_id = @WorkspaceId AND c.user_id = @UserId AND c.kind = 'deactivate' AND c.state = 'completed'
           ORDER BY c.completed_at DESC LIMIT 1) AS last_case
