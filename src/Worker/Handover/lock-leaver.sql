-- A legal hold that is being placed at this moment is waited for; what comes after this is seen by the next statement.
SELECT 1 FROM workspace.users WHERE workspace_id = @WorkspaceId AND id = @UserId FOR SHARE
