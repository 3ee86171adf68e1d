SELECT m.message_name, m.replayed_at, m.replayed_by, m.discarded_at, m.discarded_by, m.erased_at FROM dashboard.refusals m WHERE m.id = @id
UNION ALL
SELECT m.message_name, m.replayed_at, m.replayed_by, m.discarded_at, m.discarded_by, m.erased_at FROM dashboard.parked_messages m WHERE m.id = @id;
