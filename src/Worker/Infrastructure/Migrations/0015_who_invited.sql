-- The lists of a workspace ask for each user who invited them (C12).
CREATE INDEX invitations_by_user ON workspace.invitations (workspace_id, user_id, invited_at DESC) WHERE user_id IS NOT NULL;
