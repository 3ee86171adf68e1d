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
