-- The new owner first: there is never a moment without one. Who gives can go on managing, as an admin.
INSERT INTO workspace.user_roles (workspace_id, user_id, role)
VALUES (@WorkspaceId, @NextOwner, 'owner'), (@WorkspaceId, @UserId, 'admin')
ON CONFLICT DO NOTHING;
UPDATE workspace.workspaces SET account_owner_id = @NextOwner WHERE id = @WorkspaceId AND account_owner_id = @UserId;
DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND role = 'owner';
