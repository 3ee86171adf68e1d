WITH refused AS (
    UPDATE offboarding.refusals SET replayed_at = now(), replayed_by = @RequestedBy
    WHERE id = @MessageId AND replayed_at IS NULL AND erased_at IS NULL AND (@AlsoDiscarded OR discarded_at IS NULL)
    RETURNING message_name, body, content_type, workspace_id, request_id),
parked AS (
    UPDATE offboarding.parked_messages SET replayed_at = now(), replayed_by = @RequestedBy
    WHERE id = @MessageId AND replayed_at IS NULL AND erased_at IS NULL AND (@AlsoDiscarded OR discarded_at IS NULL)
    RETURNING message_name, body, content_type)
SELECT message_name AS exchange, body, content_type, workspace_id, request_id FROM refused
UNION ALL
SELECT message_name, body, coalesce(content_type, 'application/json'), NULL::uuid, NULL::uuid FROM parked