-- name: ownership-facts(userId, nextOwner, workspaceId)
SELECT EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = @userId AND r.role = 'owner') AS has_role,
       w.account_owner_id IS NOT DISTINCT FROM @userId AS owns_account,
       @nextOwner AS next_owner, u.status AS next_status, u.kind AS next_kind
FROM workspace.workspaces w
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = @nextOwner
WHERE w.id = @workspaceId

-- name: transfer-ownership(WorkspaceId, NextOwner, UserId)
-- The new owner first: there is never a moment without one. Who gives can go on managing, as an admin.
INSERT INTO workspace.user_roles (workspace_id, user_id, role)
VALUES (@WorkspaceId, @NextOwner, 'owner'), (@WorkspaceId, @UserId, 'admin')
ON CONFLICT DO NOTHING;
UPDATE workspace.workspaces SET account_owner_id = @NextOwner WHERE id = @WorkspaceId AND account_owner_id = @UserId;
DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND role = 'owner';
