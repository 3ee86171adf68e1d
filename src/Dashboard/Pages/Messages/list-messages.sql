-- What was refused and what could not be read, newest first. What somebody discarded is there only for who asks for it.
SELECT m.* FROM (
    SELECT r.id, 'refused' AS kind, r.message_name, r.code AS reason, r.message AS text, r.help, r.errors, r.body_bytes, r.body,
           r.content_type, NULL AS endpoint, r.workspace_id, r.user_id, r.request_id, r.refused_at AS at, r.replayed_at, r.replayed_by,
           r.discarded_at, r.discarded_by, r.discard_reason, r.erased_at, r.earlier::text AS earlier_json
    FROM dashboard.refusals r
    WHERE @kind::text IS DISTINCT FROM 'not-read'
    UNION ALL
    SELECT p.id, 'parked', p.message_name, p.reason, p.error, NULL, NULL, p.body_bytes, p.body,
           p.content_type, p.endpoint, NULL, NULL, NULL, p.parked_at, p.replayed_at, p.replayed_by,
           p.discarded_at, p.discarded_by, p.discard_reason, p.erased_at, NULL
    FROM dashboard.parked_messages p
    WHERE @kind::text IS DISTINCT FROM 'refused') m
WHERE (m.discarded_at IS NOT NULL) = coalesce(@kind::text = 'discarded', false)
  AND (@beforeAt::timestamptz IS NULL OR m.at < @beforeAt OR (m.at = @beforeAt AND m.id > @beforeId))
ORDER BY m.at DESC, m.id
LIMIT @limit;
