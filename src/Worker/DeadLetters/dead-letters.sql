-- name: discard-message(RequestedBy, Reason, RequestId, MessageId)
WITH refused AS (
    UPDATE offboarding.refusals
    SET discarded_at = now(), discarded_by = @RequestedBy, discard_reason = @Reason, discard_request = @RequestId
    WHERE id = @MessageId AND replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL
    RETURNING coalesce(workspace_id, '00000000-0000-0000-0000-000000000000') AS workspace_id),
parked AS (
    UPDATE offboarding.parked_messages
    SET discarded_at = now(), discarded_by = @RequestedBy, discard_reason = @Reason, discard_request = @RequestId
    WHERE id = @MessageId AND replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL
    RETURNING '00000000-0000-0000-0000-000000000000'::uuid)
SELECT workspace_id FROM refused
UNION ALL
SELECT * FROM parked

-- name: message-edit-known(requestId)
SELECT EXISTS (SELECT FROM offboarding.message_edits e WHERE e.id = @requestId)

-- name: message-edit-add(RequestId, MessageId, Exchange, sent, errors, original, originalContentType, edited, RequestedBy, Reason, WorkspaceId, editedRequest)
INSERT INTO offboarding.message_edits (id, message_id, message_name, sent, errors, original_body, original_content_type, body, edited_by, reason, workspace_id, request_id)
VALUES (@RequestId, @MessageId, @Exchange, @sent, @errors::jsonb, @original, @originalContentType, @edited, @RequestedBy, @Reason, @WorkspaceId, @editedRequest)
ON CONFLICT (id) DO NOTHING

-- name: take-for-replay(RequestedBy, RequestId, MessageId, AlsoDiscarded)
-- The same request a second time takes nothing, also if the message has come back meanwhile.
WITH refused AS (
    UPDATE offboarding.refusals SET replayed_at = now(), replayed_by = @RequestedBy, replay_request = @RequestId
    WHERE id = @MessageId AND replayed_at IS NULL AND erased_at IS NULL AND (@AlsoDiscarded OR discarded_at IS NULL) AND replay_request IS DISTINCT FROM @RequestId
    RETURNING message_name, body, content_type, workspace_id, request_id),
parked AS (
    UPDATE offboarding.parked_messages SET replayed_at = now(), replayed_by = @RequestedBy, replay_request = @RequestId
    WHERE id = @MessageId AND replayed_at IS NULL AND erased_at IS NULL AND (@AlsoDiscarded OR discarded_at IS NULL) AND replay_request IS DISTINCT FROM @RequestId
    RETURNING message_name, body, content_type)
SELECT message_name AS exchange, body, content_type, workspace_id, request_id FROM refused
UNION ALL
SELECT message_name, body, coalesce(content_type, 'application/json'), NULL::uuid, NULL::uuid FROM parked

-- name: stored-message(MessageId)
SELECT replayed_at, replayed_by, replay_request, discarded_at, discarded_by, discard_request, erased_at FROM offboarding.refusals WHERE id = @MessageId
UNION ALL
SELECT replayed_at, replayed_by, replay_request, discarded_at, discarded_by, discard_request, erased_at FROM offboarding.parked_messages WHERE id = @MessageId
