-- A case that was refused on its last day may be opened again by a replay of its request.
INSERT INTO offboarding.cases AS c (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, lower_seat_limit, due_at, next_owner_id, takes_out, approval_id, late_last_day, traceparent)
VALUES (@caseId, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, @state, @plan::jsonb, @LowerSeatLimit, @due, @NextOwner, @takesOut, @approval, @late, @traceparent)
ON CONFLICT (id) DO UPDATE
SET requested_by = excluded.requested_by, reason = excluded.reason, state = excluded.state, plan = excluded.plan,
    lower_seat_limit = excluded.lower_seat_limit, requested_at = now(), due_at = excluded.due_at, next_owner_id = excluded.next_owner_id, nudged_at = now(),
    takes_out = excluded.takes_out, approval_id = excluded.approval_id, late_last_day = excluded.late_last_day, traceparent = excluded.traceparent
WHERE c.state = 'refused'
