-- Checked again in each batch, and held until it commits: a recipient who is deactivated meanwhile waits for the batch and
-- then finds these items among their own.
SELECT id FROM workspace.users
WHERE workspace_id = @WorkspaceId AND id = ANY(@recipients) AND status = 'active'
ORDER BY id
FOR SHARE
