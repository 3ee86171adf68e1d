WITH teams AS (
    DELETE FROM workspace.team_members WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
roles AS (
    DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
permissions AS (
    DELETE FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
contacts AS (
    UPDATE workspace.contacts
    SET account_id = nullif(account_id, @UserId), former_account_id = nullif(former_account_id, @UserId)
    WHERE workspace_id = @WorkspaceId AND @UserId IN (account_id, former_account_id)
    RETURNING 1)
SELECT (SELECT count(*) FROM teams) + (SELECT count(*) FROM roles) + (SELECT count(*) FROM permissions) + (SELECT count(*) FROM contacts)
