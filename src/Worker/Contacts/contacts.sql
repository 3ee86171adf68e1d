-- name: archive-contact(WorkspaceId, ContactId)
UPDATE workspace.contacts SET archived_at = now() WHERE workspace_id = @WorkspaceId AND id = @ContactId

-- name: contact-facts(WorkspaceId, ContactId)
-- Who asks and what is asked for, with the contact locked.
SELECT c.status, c.archived_at IS NOT NULL AS is_archived,
       EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = c.workspace_id AND w.account_owner_id = c.account_id)
       OR EXISTS (SELECT FROM workspace.user_roles r
                  WHERE r.workspace_id = c.workspace_id AND r.user_id = c.account_id AND r.role = 'owner') AS is_owner,
       EXISTS (SELECT FROM offboarding.legal_holds h
               WHERE h.workspace_id = c.workspace_id AND h.user_id IN (c.account_id, c.former_account_id) AND h.lifted_at IS NULL) AS is_held
FROM workspace.contacts c
WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
FOR NO KEY UPDATE OF c

-- name: contact-permissions(WorkspaceId, RequestedBy)
SELECT permission FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @RequestedBy

-- name: contact-accounts(WorkspaceId, ContactId, deletes)
-- The accounts that could end with the contact, of now and of before: they have no role of their own, and no other contact signs in with them, or did so before, which
-- matters where the account is deleted for good.
SELECT u.id, u.status = 'active' AND u.kind = 'full' AS holds_seat,
       (SELECT d.id FROM offboarding.cases d
        WHERE d.workspace_id = u.workspace_id AND d.user_id = u.id AND d.state NOT IN ('completed', 'refused', 'cancelled')
        ORDER BY d.kind LIMIT 1) AS running_case
FROM workspace.contacts c
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id IN (c.account_id, c.former_account_id) AND u.status <> 'deleted'
WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
  AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)
  AND NOT EXISTS (SELECT FROM workspace.contacts other
                  WHERE other.workspace_id = u.workspace_id AND (other.account_id = u.id OR (@deletes AND other.former_account_id = u.id))
                    AND other.id <> c.id AND other.status <> 'deleted')
ORDER BY u.id = c.account_id DESC

-- name: deactivate-contact(WorkspaceId, ContactId)
-- The account is unlinked; it is ended too if it is nothing but this contact's sign-in, that is: has no role in the workspace, and is no other contact's.
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
      AND NOT EXISTS (SELECT FROM workspace.contacts other
                      WHERE other.workspace_id = u.workspace_id AND other.account_id = u.id AND other.id <> contact.id AND other.status <> 'deleted')
    RETURNING u.workspace_id, u.id),
ended AS (
    UPDATE workspace.sessions s SET ended_at = now()
    FROM closed WHERE s.workspace_id = closed.workspace_id AND s.user_id = closed.id AND s.ended_at IS NULL
    RETURNING s.id),
revoked AS (
    UPDATE workspace.api_tokens t SET revoked_at = now()
    FROM closed WHERE t.workspace_id = closed.workspace_id AND t.user_id = closed.id AND t.revoked_at IS NULL)
SELECT count(*)::int FROM ended

-- name: delete-contact(WorkspaceId, ContactId)
-- Name and address go. The sign-in account goes too if it is nothing but this contact's: it has no role in the workspace, no other contact signs in with
-- it or did so before, and it did not leave by a departure of its own, after which it is deleted by DeleteUserRequested only (D10).
UPDATE workspace.invitations SET status = 'cancelled', ended_at = now(), email = 'deleted'
WHERE workspace_id = @WorkspaceId AND contact_id = @ContactId AND status = 'open';
UPDATE workspace.invitations SET email = 'deleted' WHERE workspace_id = @WorkspaceId AND contact_id = @ContactId;
WITH account AS (
    SELECT u.workspace_id, u.id FROM workspace.contacts c
    JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id IN (c.account_id, c.former_account_id)
    WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
      AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)
      AND NOT EXISTS (SELECT FROM workspace.contacts other
                      WHERE other.workspace_id = u.workspace_id AND (other.account_id = u.id OR other.former_account_id = u.id) AND other.id <> c.id AND other.status <> 'deleted')
      AND NOT EXISTS (SELECT FROM offboarding.cases d
                      WHERE d.workspace_id = u.workspace_id AND d.user_id = u.id AND d.kind = 'deactivate' AND d.started_at >= u.sign_in_closed_at)),
gone AS (
    UPDATE workspace.users u
    SET status = 'deleted', sign_in_closed_at = coalesce(u.sign_in_closed_at, now()), name = 'Deleted user', password_hash = NULL,
        email = 'deleted-' || u.id || '@deleted.invalid'
    FROM account WHERE u.workspace_id = account.workspace_id AND u.id = account.id),
ended AS (
    UPDATE workspace.sessions s SET ended_at = now()
    FROM account WHERE s.workspace_id = account.workspace_id AND s.user_id = account.id AND s.ended_at IS NULL)
UPDATE workspace.api_tokens t SET revoked_at = now()
FROM account WHERE t.workspace_id = account.workspace_id AND t.user_id = account.id AND t.revoked_at IS NULL;
UPDATE workspace.contacts
SET status = 'deleted', name = 'Deleted contact', email = NULL, account_id = NULL, former_account_id = NULL, assignee_id = NULL, updated_at = now()
WHERE workspace_id = @WorkspaceId AND id = @ContactId;

-- name: invite-contact(WorkspaceId, ContactId, invitation, Email, RequestedBy, days)
UPDATE workspace.contacts SET status = 'invited', updated_at = now() WHERE workspace_id = @WorkspaceId AND id = @ContactId;
INSERT INTO workspace.invitations (workspace_id, id, contact_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @ContactId, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at

-- name: unarchive-contact(WorkspaceId, ContactId)
UPDATE workspace.contacts SET archived_at = NULL WHERE workspace_id = @WorkspaceId AND id = @ContactId
