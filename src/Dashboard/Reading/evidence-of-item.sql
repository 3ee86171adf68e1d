SELECT l.workspace_id, l.case_id, l.case_kind, l.kind, l.user_id, l."user", l.requested_by, l.requested_by_name,
       (SELECT c.actor FROM dashboard.case_senders c WHERE c.case_id = l.case_id ORDER BY c.at LIMIT 1) AS sent_by, l.recipient_id, l.recipient,
       1::bigint AS items, l.moved_at AS first_moved_at, l.moved_at AS last_moved_at
FROM dashboard.handover_ledger l
WHERE point(l.first_id, l.last_id) <@ box(point('-infinity', @item), point(@item, 'infinity')) AND l.item_ids @> ARRAY[@item] AND l.kind = @Kind
ORDER BY l.moved_at DESC, l.id DESC
LIMIT @Most
