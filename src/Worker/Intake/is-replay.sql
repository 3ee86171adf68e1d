SELECT EXISTS (SELECT FROM offboarding.refusals r
               WHERE r.request_id = @requestId AND r.workspace_id = @workspaceId AND r.replayed_at IS NOT NULL AND r.asker_was_permitted AND r.body = @body)
