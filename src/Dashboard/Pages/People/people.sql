-- name: list-workspaces(after, limit)
-- Counted only for those that are shown.
SELECT s.id, s.name, s.seat_limit, s.seats_in_use, s.seats_free, s.active, s.invited, s.inactive, s.deleted
FROM (SELECT w.id, w.name FROM dashboard.workspace_names w
      WHERE @after::uuid IS NULL OR (w.name, w.id) > (SELECT a.name, a.id FROM dashboard.workspace_names a WHERE a.id = @after)
      ORDER BY w.name, w.id LIMIT @limit) shown
JOIN dashboard.workspaces s ON s.id = shown.id
ORDER BY shown.name, shown.id;

-- name: find-anybody(words, limit)
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM (SELECT w.workspace_id, w.user_id FROM dashboard.words_of_people w WHERE w.words @@ to_tsquery('simple', @words) LIMIT 200) found
JOIN dashboard.users p ON p.workspace_id = found.workspace_id AND p.id = found.user_id
ORDER BY p.status, p.name, p.id
LIMIT @limit;

-- name: find-anybody-by-id(id, limit)
-- In each workspace by itself: the key begins with it.
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM dashboard.workspace_names w
CROSS JOIN LATERAL (SELECT u.* FROM dashboard.users u WHERE u.workspace_id = w.id AND u.id = @id OFFSET 0) p
LIMIT @limit;

-- name: list-people(workspace, status, words, after, byName, limit)
SELECT w.id, w.name, w.seat_limit, w.seats_in_use, w.seats_free, w.active, w.invited, w.inactive, w.deleted
FROM dashboard.workspaces w WHERE w.id = @workspace;

-- Whom to show first, what is shown of them then.
SELECT u.id, u.name, u.email, u.status, u.kind, coalesce(u.roles, '{}') AS roles, u.owns_account, u.sign_in_closed_at, u.created_at,
       u.invited_by, u.invited_by_name, u.invited_at, u.held, u.last_case_id
FROM (SELECT k.workspace_id, k.user_id, k.name FROM dashboard.words_of_people k
      WHERE k.workspace_id = @workspace AND (@status::text IS NULL OR k.status = @status)
        AND (@words::text IS NULL OR k.words @@ to_tsquery('simple', @words))
        AND (@after::uuid IS NULL
             OR CASE WHEN @byName THEN (k.name, k.user_id) > (SELECT a.name, a.user_id FROM dashboard.words_of_people a WHERE a.workspace_id = @workspace AND a.user_id = @after)
                     ELSE k.user_id > @after END)
      ORDER BY CASE WHEN @byName THEN k.name END, k.user_id LIMIT @limit) shown
JOIN dashboard.users u ON u.workspace_id = shown.workspace_id AND u.id = shown.user_id
ORDER BY CASE WHEN @byName THEN shown.name END, shown.user_id;

-- name: read-person(workspace, user)
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
