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
