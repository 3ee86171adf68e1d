-- The account is unlinked; it is ended too if it is nothing but this contact's sign-in, that is: has no role in the workspace.
-- An invitation that is on its way is void.
WITH contact AS (
    SELECT workspace_id, id, account_id FROM workspace.contacts WHERE workspace_id = @WorkspaceId AND id = @ContactId),
unlinked AS (
    UPDATE workspace.contacts c
    SET status = 'inactive', account_id = NULL, former_account_id = coalesce(c.account_id, c.former_account_id), updated_at = now()
    FROM contact WHERE c.workspace_id = contact.workspace_id AND c.id = contact.id),
void AS (
    UPDATE workspace.invitations i SET status = 'cancelled', ended_at = now()
    FROM contact WHERE i.workspace_id = contact.workspace_id AND i.contact_id = contact.id AND i.status = 'open'),
closed AS (
    UPDATE workspace.users u SET status = 'inactive', sign_in_closed_at = now()
    FROM contact
    WHERE u.workspace_id = contact.workspace_id AND u.id = contact.account_id AND u.status = 'active'
      AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)
    RETURNING u.workspace_id, u.id),
ended AS (
    UPDATE workspace.sessions s SET ended_at = now()
    FROM closed WHERE s.workspace_id = closed.workspace_id AND s.user_id = closed.id AND s.ended_at IS NULL
    RETURNING s.id),
revoked AS (
    UPDATE workspace.api_tokens t SET revoked_at = now()
    FROM closed WHERE t.workspace_id = closed.workspace_id AND t.user_id = closed.id AND t.revoked_at IS NULL)
SELECT count(*)::int FROM ended
