SELECT u.workspace_id, u.workspace, u.id, u.name, u.email, u.status, u.kind, coalesce(u.roles, '{}') AS roles, u.owns_account, u.created_at,
       u.sign_in_closed_at, u.invited_by_name, u.invited_at, u.successor, u.held, u.never_active, now() AS now,
       (SELECT r.until FROM dashboard.retention r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id) AS retention_until,
       EXISTS (SELECT FROM dashboard.open_work w WHERE w.workspace_id = u.workspace_id AND w.user_id = u.id AND w.items > 0) AS holds_work,
       i.id AS invitation_id, i.expires_at AS invitation_expires_at, open.id AS open_case, open.kind AS open_case_kind
FROM dashboard.users u
LEFT JOIN dashboard.invitations i ON i.workspace_id = u.workspace_id AND i.user_id = u.id AND i.status = 'open'
LEFT JOIN LATERAL (
    SELECT k.id, k.kind FROM dashboard.case_keys k
    WHERE k.workspace_id = u.workspace_id AND k.user_id = u.id AND k.state NOT IN ('completed', 'refused', 'cancelled')
    ORDER BY array_position(ARRAY['deactivate', 'delete', 'reassign', 'undo'], k.kind), k.requested_at LIMIT 1) open ON true
WHERE u.workspace_id = @workspace AND u.id = @user;

SELECT w.kind, w.items FROM dashboard.open_work w WHERE w.workspace_id = @workspace AND w.user_id = @user;

SELECT k.id, k.kind, k.state, k.reason, k.requested_at, k.due_at, k.completed_at
FROM dashboard.case_keys k WHERE k.workspace_id = @workspace AND k.user_id = @user
ORDER BY k.requested_at DESC, k.id LIMIT 50;

SELECT h.id, h.workspace_id, h.workspace, h.user_id, h."user", h.user_status, h.stands, h.reason, h.placed_by_name, h.placed_at, h.lifted_by_name,
       h.lifted_at, h.lift_reason
FROM dashboard.legal_holds h WHERE h.workspace_id = @workspace AND h.user_id = @user ORDER BY h.placed_at DESC, h.id LIMIT 50;

SELECT a.workspace_id, a.id, a.name, a.is_owner FROM dashboard.askers a WHERE a.workspace_id = @workspace ORDER BY a.is_owner DESC, a.name LIMIT 100;
