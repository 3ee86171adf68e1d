-- name: accept-invitation(WorkspaceId, InvitationId, AccountId)
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

-- name: invitation(workspaceId, invitationId)
-- The invitation, locked, with whom it is for. A contact's account of before is let in with the contact if it was nothing but the
-- contact's and was closed together with it: one that left by a departure of its own stays out.
SELECT i.user_id, i.contact_id, i.status, i.invited_by, i.expires_at <= now() AS is_due, u.kind,
       coalesce(u.status = 'invited' AND u.kind = 'full' AND (w.policies ->> 'invitedUsersHoldSeats')::boolean, false) AS holds_seat,
       coalesce(u.status, c.status) AS person_status,
       EXISTS (SELECT FROM offboarding.legal_holds h
               WHERE h.workspace_id = i.workspace_id AND h.user_id = i.user_id AND h.lifted_at IS NULL) AS is_held,
       coalesce((w.policies ->> 'requireCompleteHandover')::boolean, false) AS requires_complete_handover,
       (SELECT o.id FROM offboarding.cases o
        WHERE o.workspace_id = i.workspace_id AND o.user_id = i.user_id AND o.kind = 'reassign'
          AND o.state NOT IN ('completed', 'refused', 'cancelled')) AS reassign_in_progress,
       account.id AS account_id, account.kind AS account_kind, now() AS now
FROM workspace.invitations i
JOIN workspace.workspaces w ON w.id = i.workspace_id
LEFT JOIN workspace.users u ON u.workspace_id = i.workspace_id AND u.id = i.user_id
LEFT JOIN workspace.contacts c ON c.workspace_id = i.workspace_id AND c.id = i.contact_id
LEFT JOIN workspace.users account ON account.workspace_id = c.workspace_id AND account.id = c.former_account_id AND account.status = 'inactive'
    AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = account.workspace_id AND r.user_id = account.id)
    AND NOT EXISTS (SELECT FROM offboarding.cases d
                    WHERE d.workspace_id = account.workspace_id AND d.user_id = account.id AND d.kind = 'deactivate'
                      AND d.started_at >= account.sign_in_closed_at)
WHERE i.workspace_id = @workspaceId AND i.id = @invitationId
FOR NO KEY UPDATE OF i

-- name: end-invitation(how, isHeld, workspaceId, invitationId)
-- Somebody who never was active leaves nothing behind but the id (B5); whom a legal hold keeps is inactive instead (F10). An application
-- may have let them in before they accepted: that ends too.
WITH ended AS (
    UPDATE workspace.invitations i SET status = @how, ended_at = now(), never_active = @isHeld
    WHERE i.workspace_id = @workspaceId AND i.id = @invitationId
    RETURNING i.workspace_id, i.user_id, i.contact_id),
contact AS (
    UPDATE workspace.contacts c SET status = 'inactive', updated_at = now()
    FROM ended WHERE c.workspace_id = ended.workspace_id AND c.id = ended.contact_id AND c.status = 'invited'),
person AS (
    UPDATE workspace.users u
    SET status = CASE WHEN @isHeld THEN 'inactive' ELSE 'deleted' END, sign_in_closed_at = now(),
        name = CASE WHEN @isHeld THEN u.name ELSE 'Deleted user' END,
        email = CASE WHEN @isHeld THEN u.email ELSE 'deleted-' || u.id || '@deleted.invalid' END
    FROM ended WHERE u.workspace_id = ended.workspace_id AND u.id = ended.user_id AND u.status = 'invited'
    RETURNING u.workspace_id, u.id),
sessions AS (
    UPDATE workspace.sessions s SET ended_at = now()
    FROM person p WHERE s.workspace_id = p.workspace_id AND s.user_id = p.id AND s.ended_at IS NULL)
UPDATE workspace.api_tokens t SET revoked_at = now()
FROM person p WHERE t.workspace_id = p.workspace_id AND t.user_id = p.id AND t.revoked_at IS NULL

-- name: end-invitation-of-leaver(neverActive, WorkspaceId, UserId)
UPDATE workspace.invitations SET status = 'cancelled', ended_at = now(), never_active = @neverActive
WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND status = 'open'
RETURNING id

-- name: due-invitations()
SELECT workspace_id, id FROM workspace.invitations WHERE status = 'open' AND expires_at <= now() ORDER BY expires_at LIMIT 100

-- name: invite-facts(Email, WorkspaceId)
SELECT coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false) AS holds_seat, same.id AS same_id, same.status AS same_status,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = w.id AND n.user_id = same.id) AS never_active,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = same.id AND c.kind = 'deactivate'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS departure,
       (SELECT i.id FROM workspace.invitations i WHERE i.workspace_id = w.id AND i.user_id = same.id AND i.status = 'open') AS invitation
FROM workspace.workspaces w
LEFT JOIN workspace.users same ON same.workspace_id = w.id AND lower(same.email) = lower(@Email) AND same.status <> 'deleted'
WHERE w.id = @WorkspaceId

-- name: invite-user(WorkspaceId, user, Name, Email, kind, role, invitation, RequestedBy, days)
INSERT INTO workspace.users (workspace_id, id, name, email, status, kind) VALUES (@WorkspaceId, @user, @Name, @Email, 'invited', @kind);
INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@WorkspaceId, @user, @role);
INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @user, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at, now()

-- name: invite-again(kind, WorkspaceId, user, role, invitation, Email, RequestedBy, days)
-- The same person with the same id and name; role and kind are those of the new invitation.
UPDATE workspace.users SET status = 'invited', sign_in_closed_at = NULL, successor_id = NULL, contacts_successor_id = NULL, leads_successor_id = NULL, tasks_successor_id = NULL, kind = @kind WHERE workspace_id = @WorkspaceId AND id = @user;
DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @user;
INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@WorkspaceId, @user, @role);
INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at)
VALUES (@WorkspaceId, @invitation, @user, @Email, @RequestedBy, now() + make_interval(days => @days))
RETURNING expires_at, now()
