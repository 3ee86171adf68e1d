-- name: evidence-of-item(item, Kind, Most)
SELECT l.workspace_id, l.case_id, l.case_kind, l.kind, l.user_id, l."user", l.requested_by, l.requested_by_name,
       (SELECT c.actor FROM dashboard.case_senders c WHERE c.case_id = l.case_id ORDER BY c.at LIMIT 1) AS sent_by, l.recipient_id, l.recipient,
       1::bigint AS items, l.moved_at AS first_moved_at, l.moved_at AS last_moved_at
FROM dashboard.handover_ledger l
WHERE point(l.first_id, l.last_id) <@ box(point('-infinity', @item), point(@item, 'infinity')) AND l.item_ids @> ARRAY[@item] AND l.kind = @Kind
ORDER BY l.moved_at DESC, l.id DESC
LIMIT @Most

-- name: evidence-of-person(id, text, Most)
-- What they gave, by their cases, and what they got, by the ledger's index on recipients.
WITH person AS MATERIALIZED (
    SELECT p.workspace_id, p.id FROM dashboard.users p
    WHERE p.id = @id OR lower(p.email) = lower(@text) OR lower(p.name) = lower(@text)
    LIMIT 20),
moves AS (
    SELECT h.* FROM person p
    CROSS JOIN LATERAL (SELECT l.workspace_id, l.case_id, l.case_kind, l.kind, l.user_id, l.requested_by, l.recipient_id, l.items, l.moved_at
                        FROM dashboard.handover_ledger l WHERE l.workspace_id = p.workspace_id AND l.user_id = p.id) h
    UNION ALL
    SELECT h.* FROM person p
    CROSS JOIN LATERAL (SELECT l.workspace_id, l.case_id, l.case_kind, l.kind, l.user_id, l.requested_by, l.recipient_id, l.items, l.moved_at
                        FROM dashboard.handover_ledger l
                        WHERE l.workspace_id = p.workspace_id AND l.recipient_id = p.id AND l.user_id <> p.id) h),
-- The names come last, for what is shown.
summed AS MATERIALIZED (
    SELECT m.workspace_id, m.case_id, m.case_kind, m.kind, m.user_id, m.requested_by, m.recipient_id,
           sum(m.items)::bigint AS items, min(m.moved_at) AS first_moved_at, max(m.moved_at) AS last_moved_at
    FROM moves m
    GROUP BY m.workspace_id, m.case_id, m.case_kind, m.kind, m.user_id, m.requested_by, m.recipient_id
    ORDER BY last_moved_at DESC, m.kind, m.recipient_id
    LIMIT @Most)
SELECT s.workspace_id, s.case_id, s.case_kind, s.kind, s.user_id, who.name AS "user", s.requested_by, asker.name AS requested_by_name,
       (SELECT c.actor FROM dashboard.case_senders c WHERE c.case_id = s.case_id ORDER BY c.at LIMIT 1) AS sent_by, s.recipient_id,
       recipient.name AS recipient, s.items, s.first_moved_at, s.last_moved_at
FROM summed s
JOIN dashboard.words_of_people who ON who.workspace_id = s.workspace_id AND who.user_id = s.user_id
JOIN dashboard.words_of_people asker ON asker.workspace_id = s.workspace_id AND asker.user_id = s.requested_by
LEFT JOIN dashboard.words_of_people recipient ON recipient.workspace_id = s.workspace_id AND recipient.user_id = s.recipient_id
ORDER BY s.last_moved_at DESC, s.kind, recipient.name NULLS LAST
