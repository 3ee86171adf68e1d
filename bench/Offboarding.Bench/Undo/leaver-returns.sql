UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE workspace_id = @workspace AND id = @leaver
