-- name: list-holds(stands, beforeAt, beforeId, limit)
SELECT h.id, h.workspace_id, h.workspace, h.user_id, h."user", h.user_status, h.stands, h.reason, h.placed_by_name, h.placed_at, h.lifted_by_name,
       h.lifted_at, h.lift_reason
FROM dashboard.legal_holds h
WHERE h.stands = @stands AND (@beforeAt::timestamptz IS NULL OR h.placed_at < @beforeAt OR (h.placed_at = @beforeAt AND h.id > @beforeId))
ORDER BY h.placed_at DESC, h.id
LIMIT @limit;

-- For lifting those that are shown.
SELECT a.workspace_id, a.id, a.name, a.is_owner
FROM dashboard.askers a
WHERE @stands AND a.workspace_id IN (
    SELECT h.workspace_id FROM dashboard.legal_holds h
    WHERE h.stands AND (@beforeAt::timestamptz IS NULL OR h.placed_at < @beforeAt OR (h.placed_at = @beforeAt AND h.id > @beforeId))
    ORDER BY h.placed_at DESC, h.id LIMIT @limit)
ORDER BY a.is_owner DESC, a.name;
