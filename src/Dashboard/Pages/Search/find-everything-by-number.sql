-- An item by its number, of each kind that was ever handed over, with who has it since; and client contacts.
(SELECT 'item' AS what, found.workspace_id, k.kind AS id, found.recipient AS name, NULL AS state, found.moved_at AS at
 FROM unnest(@kinds::text[]) k (kind)
 CROSS JOIN LATERAL (
     SELECT l.workspace_id, l.recipient, l.moved_at FROM dashboard.handover_ledger l
     WHERE point(l.first_id, l.last_id) <@ box(point('-infinity', @number), point(@number, 'infinity')) AND l.item_ids @> ARRAY[@number::bigint] AND l.kind = k.kind
     ORDER BY l.moved_at DESC LIMIT 1) found)
UNION ALL
-- In each workspace by itself: the key begins with it.
(SELECT 'contact', c.workspace_id, c.id::text, c.name, c.status, NULL
 FROM dashboard.workspace_names w
 CROSS JOIN LATERAL (SELECT k.workspace_id, k.id, k.name, k.status FROM dashboard.contact_keys k WHERE k.workspace_id = w.id AND k.id = @number OFFSET 0) c
 LIMIT @limit);
