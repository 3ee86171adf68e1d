UPDATE offboarding.answers SET events = @events::json, refusal_id = @refusalId, answered_at = now()
WHERE workspace_id = @workspaceId AND request_id = @requestId
