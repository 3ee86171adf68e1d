-- A contact's account of before is linked if it can be used: it is active, or it is let in again now (E3). Links to the contact's records
-- were never touched.
WITH accepted AS (
    UPDATE workspace.invitations i SET status = 'accepted', ended_at = now()
    WHERE i.workspace_id = @WorkspaceId AND i.id = @InvitationId
    RETURNING i.workspace_id, i.user_id, i.contact_id, i.email),
contact AS (
    UPDATE workspace.contacts c
    SET status = 'active', email = accepted.email, account_id = usable.id, updated_at = now(),
        former_account_id = CASE WHEN usable.id IS NULL THEN c.former_account_id END
    FROM accepted
    JOIN workspace.contacts before ON before.workspace_id = accepted.workspace_id AND before.id = accepted.contact_id
    LEFT JOIN workspace.users usable ON usable.workspace_id = before.workspace_id AND usable.id = before.former_account_id
        AND (usable.status = 'active' OR usable.id = @AccountId)
    WHERE c.workspace_id = accepted.workspace_id AND c.id = accepted.contact_id)
UPDATE workspace.users u SET status = 'active', sign_in_closed_at = NULL
FROM accepted a
WHERE u.workspace_id = a.workspace_id AND ((u.id = a.user_id AND u.status = 'invited') OR (u.id = @AccountId AND u.status = 'inactive'))
