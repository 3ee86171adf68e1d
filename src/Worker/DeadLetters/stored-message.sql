SELECT replayed_at, replayed_by, discarded_at, discarded_by, discard_request, erased_at FROM offboarding.refusals WHERE id = @MessageId
UNION ALL
SELECT replayed_at, replayed_by, discarded_at, discarded_by, discard_request, erased_at FROM offboarding.parked_messages WHERE id = @MessageId
