SELECT u.status,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role IN ('admin', 'owner')) AS is_admin
FROM workspace.users u WHERE u.workspace_id = @workspaceId AND u.id = @userId
