SELECT m.message_name, m.replayed_at, m.discarded_at FROM (
    SELECT r.id, r.message_name, r.replayed_at, NULL::timestamptz AS discarded_at FROM dashboard.refusals r
    UNION ALL
    SELECT p.id, p.message_name, p.replayed_at, p.discarded_at FROM dashboard.parked_messages p) m
WHERE m.id = @id;
