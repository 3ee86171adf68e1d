-- In each workspace by itself: the index begins with it.
SELECT l.workspace_id, l.case_id, l.case_kind, l.kind, l.user_id, l."user", l.requested_by, l.requested_by_name, l.recipient_id, l.recipient,
       1::bigint AS items, l.moved_at AS first_moved_at, l.moved_at AS last_moved_at
FROM dashboard.workspace_names w
CROSS JOIN LATERAL (
    SELECT h.* FROM dashboard.handover_ledger h
    WHERE h.workspace_id = w.id AND h.kind = @Kind AND h.last_id >= @item AND h.first_id <= @item AND h.item_ids @> ARRAY[@item]
    OFFSET 0) l
ORDER BY l.moved_at DESC, l.id DESC
LIMIT @Most
