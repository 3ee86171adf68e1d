UPDATE workspace.contacts SET archived_at = now() WHERE workspace_id = @WorkspaceId AND id = @ContactId
