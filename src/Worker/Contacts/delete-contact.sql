-- Name and address go. The sign-in account goes too if it is nothing but this contact's: it has no role in the workspace and did not leave by a
-- departure of its own, after which it is deleted by DeleteUserRequested only (D10).
UPDATE workspace.invitations SET status = 'cancelled', ended_at = now(), email = 'deleted'
WHERE workspace_id = @WorkspaceId AND contact_id = @ContactId AND status = 'open';
UPDATE workspace.invitations SET email = 'deleted' WHERE workspace_id = @WorkspaceId AND contact_id = @ContactId;
WITH account AS (
    SELECT u.workspace_id, u.id FROM workspace.contacts c
    JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id IN (c.account_id, c.former_account_id)
    WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
      AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)
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
