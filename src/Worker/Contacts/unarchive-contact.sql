UPDATE workspace.contacts SET archived_at = NULL WHERE workspace_id = @WorkspaceId AND id = @ContactId
