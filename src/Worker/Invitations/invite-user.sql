INSERT INTO workspace.users (workspace_id, id, name, email, status, kind) VALUES (@WorkspaceId, @user, @Name, @Email, 'invited', @kind);
INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@WorkspaceId, @user, @role);
INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @user, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at, now()
