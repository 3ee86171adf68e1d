UPDATE workspace.contacts SET status = 'invited', updated_at = now() WHERE workspace_id = @WorkspaceId AND id = @ContactId;
INSERT INTO workspace.invitations (workspace_id, id, contact_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @ContactId, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at
