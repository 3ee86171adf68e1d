SELECT EXISTS (SELECT FROM offboarding.legal_holds WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND lifted_at IS NULL)
