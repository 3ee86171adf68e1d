SELECT u.status,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role IN ('admin', 'owner')) OR owns.account AS is_admin,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role = 'owner') OR owns.account AS is_owner,
       coalesce(current_setting('offboarding.asker_was_checked', true), '') = 'true' AS was_checked
FROM workspace.users u
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = u.workspace_id AND w.account_owner_id = u.id) AS account) owns
WHERE u.workspace_id = @workspaceId AND u.id = @userId
