-- The same person with the same id and name; role and kind are those of the new invitation.
UPDATE workspace.users SET status = 'invited', sign_in_closed_at = NULL, successor_id = NULL, contacts_successor_id = NULL, leads_successor_id = NULL, tasks_successor_id = NULL, kind = @kind WHERE workspace_id = @WorkspaceId AND id = @user;
DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @user;
INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@WorkspaceId, @user, @role);
INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @user, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at, now()
