-- What they gave, by their cases, and what they got, by the ledger's index on recipients.
WITH person AS MATERIALIZED (
    SELECT p.workspace_id, p.id FROM dashboard.users p
    WHERE p.id = @id OR lower(p.email) = lower(@text) OR lower(p.name) = lower(@text)
    LIMIT 20),
moves AS (
    SELECT h.* FROM person p
    CROSS JOIN LATERAL (SELECT l.* FROM dashboard.handover_ledger l WHERE l.workspace_id = p.workspace_id AND l.user_id = p.id) h
    UNION ALL
    SELECT h.* FROM person p
    CROSS JOIN LATERAL (SELECT l.* FROM dashboard.handover_ledger l
                        WHERE l.workspace_id = p.workspace_id AND l.recipient_id = p.id AND l.user_id <> p.id) h)
SELECT m.workspace_id, m.case_id, m.case_kind, m.kind, m.user_id, m."user", m.requested_by, m.requested_by_name, m.recipient_id, m.recipient,
       sum(m.items)::bigint AS items, min(m.moved_at) AS first_moved_at, max(m.moved_at) AS last_moved_at
FROM moves m
GROUP BY m.workspace_id, m.case_id, m.case_kind, m.kind, m.user_id, m."user", m.requested_by, m.requested_by_name, m.recipient_id, m.recipient
ORDER BY last_moved_at DESC, m.kind, m.recipient NULLS LAST
LIMIT @Most
