-- What was refused and what could not be read, newest first.
SELECT m.* FROM (
    SELECT r.id, 'refused' AS kind, r.message_name, r.code AS reason, r.message AS text, r.help, r.errors, r.body_bytes, r.body,
           r.content_type, NULL AS endpoint, r.workspace_id, r.user_id, r.request_id, r.refused_at AS at, r.replayed_at,
           NULL::timestamptz AS discarded_at
    FROM dashboard.refusals r
    WHERE @kind::text IS DISTINCT FROM 'not-read'
    UNION ALL
    SELECT p.id, 'parked', p.message_name, p.reason, p.error, NULL, NULL, p.body_bytes, p.body,
           p.content_type, p.endpoint, NULL, NULL, NULL, p.parked_at, p.replayed_at, p.discarded_at
    FROM dashboard.parked_messages p
    WHERE @kind::text IS DISTINCT FROM 'refused') m
WHERE @beforeAt::timestamptz IS NULL OR m.at < @beforeAt OR (m.at = @beforeAt AND m.id > @beforeId)
ORDER BY m.at DESC, m.id
LIMIT @limit;
