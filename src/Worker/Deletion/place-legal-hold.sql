INSERT INTO offboarding.legal_holds (workspace_id, id, user_id, reason, placed_by) VALUES (@WorkspaceId, @hold, @UserId, @Reason, @RequestedBy)
