SELECT l.id, l.workspace_id, l.request_id, l.requested_by, l.for_all, l.people, l.held, now() AS now, l.traceparent FROM offboarding.lists l WHERE l.id = @listId
