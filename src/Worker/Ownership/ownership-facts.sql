SELECT EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = @userId AND r.role = 'owner') AS has_role,
       w.account_owner_id IS NOT DISTINCT FROM @userId AS owns_account,
       @nextOwner AS next_owner, u.status AS next_status, u.kind AS next_kind
FROM workspace.workspaces w
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = @nextOwner
WHERE w.id = @workspaceId
