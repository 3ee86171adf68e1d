-- name: list-messages(kind, beforeAt, beforeId, limit)
-- What was refused and what could not be read, newest first. What somebody discarded is there only for who asks for it.
SELECT page.*, about.name AS person, w.name AS workspace FROM (SELECT m.* FROM (
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
LIMIT @limit) page
LEFT JOIN dashboard.words_of_people about ON about.workspace_id = page.workspace_id AND about.user_id = page.user_id
LEFT JOIN dashboard.workspace_names w ON w.id = page.workspace_id
ORDER BY page.at DESC, page.id;

-- name: people-of-messages(ids)
-- Who the ids in the reasons of refusals are.
SELECT p.refusal_id, p.id, p.name, p.status FROM dashboard.refusal_people p WHERE p.refusal_id = ANY (@ids);

-- name: waiting-messages()
SELECT p.reason, count(*) AS messages
FROM dashboard.parked_messages p
WHERE p.replayed_at IS NULL AND p.discarded_at IS NULL AND p.erased_at IS NULL
GROUP BY p.reason
ORDER BY messages DESC, p.reason;

-- name: read-message(id)
SELECT m.message_name, m.replayed_at, m.replayed_by, m.discarded_at, m.discarded_by, m.erased_at FROM dashboard.refusals m WHERE m.id = @id
UNION ALL
SELECT m.message_name, m.replayed_at, m.replayed_by, m.discarded_at, m.discarded_by, m.erased_at FROM dashboard.parked_messages m WHERE m.id = @id;

-- name: read-message-page(id)
-- One stored message; then its workspace, who is named in it, and what operators sent in its place, with what came of that.
SELECT m.*, about.name AS person, w.name AS workspace FROM (
    SELECT r.id, 'refused' AS kind, r.message_name, r.code AS reason, r.message AS text, r.help, r.errors, r.body_bytes, r.body,
           r.content_type, NULL AS endpoint, r.workspace_id, r.user_id, r.request_id, r.refused_at AS at, r.replayed_at, r.replayed_by,
           r.discarded_at, r.discarded_by, r.discard_reason, r.erased_at, r.earlier::text AS earlier_json
    FROM dashboard.refusals r WHERE r.id = @id
    UNION ALL
    SELECT p.id, 'parked', p.message_name, p.reason, p.error, NULL, NULL, p.body_bytes, p.body,
           p.content_type, p.endpoint, NULL, NULL, NULL, p.parked_at, p.replayed_at, p.replayed_by,
           p.discarded_at, p.discarded_by, p.discard_reason, p.erased_at, NULL
    FROM dashboard.parked_messages p WHERE p.id = @id) m
LEFT JOIN dashboard.words_of_people about ON about.workspace_id = m.workspace_id AND about.user_id = m.user_id
LEFT JOIN dashboard.workspace_names w ON w.id = m.workspace_id;

SELECT w.name FROM dashboard.refusals r JOIN dashboard.workspace_names w ON w.id = r.workspace_id WHERE r.id = @id;

SELECT p.id, p.name, p.status FROM dashboard.refusal_people p WHERE p.refusal_id = @id
UNION
SELECT w.user_id, w.name, w.status FROM dashboard.refusals r JOIN dashboard.words_of_people w ON w.workspace_id = r.workspace_id AND w.user_id = r.user_id WHERE r.id = @id;

SELECT e.id, e.message_id, e.sent, e.errors::text AS errors, e.edited_by, e.reason, e.edited_at, e.request_id, e.original_body, e.original_content_type, e.body, e.erased_at,
       c.id AS case_id, c.state AS case_state, n.id AS refusal_id, a.request_id IS NOT NULL AS carried_out
FROM dashboard.message_edits e
LEFT JOIN dashboard.case_keys c ON c.workspace_id = e.workspace_id AND c.request_id = e.request_id AND e.sent
LEFT JOIN dashboard.answers a ON a.workspace_id = e.workspace_id AND a.request_id = e.request_id AND a.refusal_id IS NULL AND e.sent
LEFT JOIN LATERAL (
    SELECT r.id FROM dashboard.refusals r
    WHERE r.request_id = e.request_id AND r.workspace_id = e.workspace_id AND r.replayed_at IS NULL AND r.refused_at >= e.edited_at AND e.sent
    ORDER BY r.refused_at DESC LIMIT 1) n ON true
WHERE e.id IN (
    SELECT o.id FROM dashboard.message_edits o WHERE o.message_id = @id
    UNION
    SELECT o.id FROM dashboard.refusals r JOIN dashboard.message_edits o ON o.workspace_id = r.workspace_id AND o.request_id = r.request_id AND o.sent WHERE r.id = @id)
ORDER BY e.edited_at DESC;

-- name: read-message-body(id)
SELECT b.message_name, b.content_type, b.body FROM dashboard.message_bodies b WHERE b.id = @id;

-- name: answer-of-edit(edit)
-- What became of an edit: sent, declined with what is wrong, or the message was no longer there to be edited.
SELECT e.sent, e.errors::text AS errors, NULL AS problem FROM dashboard.message_edits e WHERE e.id = @edit
UNION ALL
SELECT false, r.errors::text, r.message FROM dashboard.refusals r WHERE r.request_id = @edit
LIMIT 1;
