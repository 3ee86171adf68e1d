UPDATE workspace.invitations SET status = 'cancelled', ended_at = now(), never_active = @neverActive
WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND status = 'open'
RETURNING id
