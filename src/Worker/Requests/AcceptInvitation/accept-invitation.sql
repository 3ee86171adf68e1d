-- A contact's account of before is linked and let in again, if it was nothing but the contact's (E3); links to its records were never
-- touched.
WITH accepted AS (
    UPDATE workspace.invitations i SET status = 'accepted', ended_at = now()
    WHERE i.workspace_id = @WorkspaceId AND i.id = @InvitationId
    RETURNING i.workspace_id, i.user_id, i.contact_id, i.email),
contact AS (
    UPDATE workspace.contacts c
    SET status = 'active', email = accepted.email, account_id = c.former_account_id, former_account_id = NULL, updated_at = now()
    FROM accepted WHERE c.workspace_id = accepted.workspace_id AND c.id = accepted.contact_id
    RETURNING c.workspace_id, c.account_id)
UPDATE workspace.users u SET status = 'active', sign_in_closed_at = NULL
WHERE (u.workspace_id, u.id) IN (SELECT a.workspace_id, a.user_id FROM accepted a)
   OR ((u.workspace_id, u.id) IN (SELECT c.workspace_id, c.account_id FROM contact c) AND u.status = 'inactive'
       AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id))
