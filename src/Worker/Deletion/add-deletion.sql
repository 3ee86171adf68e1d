-- A deletion that was refused on its day may be opened again by a replay of its request.
INSERT INTO offboarding.cases AS c (id, kind, workspace_id, user_id, request_id, requested_by, reason, state, due_at, traceparent)
VALUES (@caseId, 'delete', @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, 'scheduled', @due, @traceparent)
ON CONFLICT (id) DO UPDATE
SET requested_by = excluded.requested_by, reason = excluded.reason, state = 'scheduled', requested_at = now(), due_at = excluded.due_at, nudged_at = now(), traceparent = excluded.traceparent
WHERE c.state = 'refused'
