SELECT EXISTS (SELECT FROM offboarding.message_edits e WHERE e.id = @requestId)
