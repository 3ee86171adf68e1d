-- name: answer-find(workspaceId, requestId)
-- Requests that opened a case, and refusals of such requests, are kept where they always were: with the case, and with the refusals.
SELECT message_name, fingerprint FROM (
    SELECT 1 AS place, a.message_name, a.fingerprint
    FROM offboarding.answers a
    LEFT JOIN offboarding.refusals r ON r.id = a.refusal_id
    WHERE a.workspace_id = @workspaceId AND a.request_id = @requestId AND r.replayed_at IS NULL
    UNION ALL
    SELECT 2, 'offboarding.deactivate-user', NULL::bytea
    FROM offboarding.cases c
    WHERE c.workspace_id = @workspaceId AND c.request_id = @requestId AND c.kind = 'deactivate'
    UNION ALL
    SELECT 3, r.message_name, NULL::bytea
    FROM offboarding.refusals r
    WHERE r.workspace_id = @workspaceId AND r.request_id = @requestId AND r.message_name = 'offboarding.deactivate-user'
      AND r.code NOT IN ('invalid-request', 'conflicting-request') AND r.replayed_at IS NULL) used
ORDER BY place
LIMIT 1

-- name: answer-keep(WorkspaceId, RequestId, messageName, userId, fingerprint, events, refusalId)
-- A request that was refused and replayed gets a new answer.
INSERT INTO offboarding.answers AS a (workspace_id, request_id, message_name, user_id, fingerprint, events, refusal_id)
VALUES (@WorkspaceId, @RequestId, @messageName, @userId, @fingerprint, @events::json, @refusalId)
ON CONFLICT (workspace_id, request_id) DO UPDATE
SET message_name = excluded.message_name, user_id = excluded.user_id, fingerprint = excluded.fingerprint, events = excluded.events,
    refusal_id = excluded.refusal_id, answered_at = now()

-- name: answer-replace(events, refusalId, workspaceId, requestId)
UPDATE offboarding.answers SET events = @events::json, refusal_id = @refusalId, answered_at = now()
WHERE workspace_id = @workspaceId AND request_id = @requestId

-- name: answer-send(traceparent, WorkspaceId, RequestId)
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, traceparent)
SELECT (e.event ->> 'messageId')::uuid, e.event ->> 'exchange', e.event ->> 'messageType', convert_to((e.event -> 'body')::text, 'UTF8'), @traceparent
FROM offboarding.answers a
CROSS JOIN LATERAL json_array_elements(a.events) WITH ORDINALITY AS e (event, position)
WHERE a.workspace_id = @WorkspaceId AND a.request_id = @RequestId
ORDER BY e.position

-- name: asker(workspaceId, userId)
SELECT u.status,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role IN ('admin', 'owner')) OR owns.account AS is_admin,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role = 'owner') OR owns.account AS is_owner,
       coalesce(current_setting('offboarding.asker_was_checked', true), '') = 'true' AS was_checked
FROM workspace.users u
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = u.workspace_id AND w.account_owner_id = u.id) AS account) owns
WHERE u.workspace_id = @workspaceId AND u.id = @userId

-- name: asker-was-checked()
SELECT set_config('offboarding.asker_was_checked', 'true', true)

-- name: is-replay(requestId, workspaceId, body)
SELECT EXISTS (SELECT FROM offboarding.refusals r
               WHERE r.request_id = @requestId AND r.workspace_id = @workspaceId AND r.replayed_at IS NOT NULL AND r.asker_was_permitted AND r.body = @body)

-- name: publisher(Publisher)
SELECT set_config('offboarding.publisher', @Publisher, true)

-- name: refusal-add(id, messageName, workspaceId, userId, requestId, code, message, help, errors, body, contentType, AskerWasPermitted, fingerprint)
-- A message that was replayed and is refused again keeps what it was refused for before. That its asker was permitted is said of its bytes: other bytes have to earn it.
-- Other bytes are an operator's: what the HR system sends again is not compared with them.
INSERT INTO offboarding.refusals AS r (id, message_name, workspace_id, user_id, request_id, code, message, help, errors, body, content_type, asker_was_permitted, fingerprint)
VALUES (@id, @messageName, @workspaceId, @userId, @requestId, @code, @message, @help, @errors::jsonb, @body, @contentType, @AskerWasPermitted, @fingerprint)
ON CONFLICT (id) DO UPDATE
SET user_id = excluded.user_id, code = excluded.code, message = excluded.message, help = excluded.help, errors = excluded.errors,
    body = excluded.body, content_type = excluded.content_type, refused_at = now(), replayed_at = NULL, replayed_by = NULL,
    discarded_at = NULL, discarded_by = NULL, discard_reason = NULL, discard_request = NULL,
    fingerprint = CASE WHEN r.body = excluded.body THEN excluded.fingerprint END,
    asker_was_permitted = excluded.asker_was_permitted OR (r.asker_was_permitted AND r.body = excluded.body),
    earlier = CASE WHEN r.replayed_at IS NULL THEN r.earlier
                   ELSE r.earlier || jsonb_build_object('code', r.code, 'message', r.message, 'refusedAt', r.refused_at, 'replayedAt', r.replayed_at, 'replayedBy', r.replayed_by) END
RETURNING refused_at

-- name: refusal-find(workspaceId, requestId, userId, decision)
-- The answer to this person's request; else the answer that the request id got when it was used for somebody else. That
-- somebody's request id was in use already is no use of it, nor that it came with another wish.
SELECT id, message_name, workspace_id, user_id, request_id, code, message, help, errors::text AS errors, refused_at, fingerprint
FROM offboarding.refusals
WHERE workspace_id = @workspaceId AND request_id = @requestId AND code <> 'invalid-request' AND replayed_at IS NULL
  AND (id = @decision OR code <> 'conflicting-request')
ORDER BY user_id = @userId DESC, refused_at
LIMIT 1

-- name: waiting-lines()
-- Each found with one look at the index, however many messages wait.
WITH RECURSIVE waiting AS (
    (SELECT workspace_id, exchange FROM offboarding.waiting_messages ORDER BY workspace_id, exchange LIMIT 1)
    UNION ALL
    SELECT next.workspace_id, next.exchange
    FROM waiting w
    CROSS JOIN LATERAL (SELECT m.workspace_id, m.exchange FROM offboarding.waiting_messages m
                        WHERE (m.workspace_id, m.exchange) > (w.workspace_id, w.exchange) ORDER BY m.workspace_id, m.exchange LIMIT 1) next)
SELECT workspace_id, exchange FROM waiting

-- name: waiting-call($1, $2, $3)
-- To the queue they came from, in their order.
WITH next AS (
    SELECT m.id
    FROM unnest($1::uuid[], $2::text[], $3::integer[]) AS r (workspace_id, exchange, room)
    CROSS JOIN LATERAL (SELECT w.id FROM offboarding.waiting_messages w
                        WHERE w.workspace_id = r.workspace_id AND w.exchange = r.exchange ORDER BY w.id LIMIT r.room FOR UPDATE SKIP LOCKED) m),
called AS (
    DELETE FROM offboarding.waiting_messages m USING next WHERE m.id = next.id RETURNING m.*),
sent AS (
    INSERT INTO offboarding.outbox (message_id, exchange, body, content_type, traceparent, publisher, was_called)
    SELECT c.message_id, c.exchange, c.body, c.content_type, c.traceparent, c.publisher, true FROM called c ORDER BY c.id)
SELECT workspace_id, exchange, count(*)::integer FROM called GROUP BY workspace_id, exchange
