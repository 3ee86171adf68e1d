-- Whether anything is on record about a request id: nearly always nothing, and then nobody has to look into each place.
SELECT EXISTS (SELECT FROM offboarding.answers a WHERE a.workspace_id = @workspaceId AND a.request_id = @requestId)
    OR EXISTS (SELECT FROM offboarding.cases c WHERE c.request_id = @requestId)
    OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = @requestId AND r.replayed_at IS NULL)
    OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = @requestId AND r.replayed_at IS NOT NULL AND r.asker_was_permitted)
