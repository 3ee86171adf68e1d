-- A case that was refused on its last day may be opened again by a replay of its request. One that starts now is written as it is after its short steps
-- (docs/adr/0040): each state of a case is a row version with an entry in every index.
INSERT INTO offboarding.cases AS c (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, lower_seat_limit, due_at, next_owner_id, takes_out, approval_id, late_last_day, traceparent,
                                    started_at, sign_in_closed_at, frees_seat, sessions_ended_at, completed_at)
SELECT @caseId, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, @state, @plan::jsonb, @LowerSeatLimit, @due, @NextOwner, @takesOut, @approval, @late, @traceparent,
       CASE WHEN @starts THEN now() END, CASE WHEN @starts THEN now() END, @starts AND @freesSeat, @sessionsEnded, CASE WHEN @state = 'completed' THEN now() END
ON CONFLICT (id) DO UPDATE
SET requested_by = excluded.requested_by, reason = excluded.reason, state = excluded.state, plan = excluded.plan,
    lower_seat_limit = excluded.lower_seat_limit, requested_at = now(), due_at = excluded.due_at, next_owner_id = excluded.next_owner_id, nudged_at = now(),
    takes_out = excluded.takes_out, approval_id = excluded.approval_id, late_last_day = excluded.late_last_day, traceparent = excluded.traceparent,
    started_at = excluded.started_at, sign_in_closed_at = excluded.sign_in_closed_at, frees_seat = excluded.frees_seat,
    sessions_ended_at = excluded.sessions_ended_at, completed_at = excluded.completed_at
WHERE c.state = 'refused'
