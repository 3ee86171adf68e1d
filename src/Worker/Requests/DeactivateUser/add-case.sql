INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, lower_seat_limit, due_at)
VALUES (@caseId, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, 'scheduled', @plan::jsonb, @LowerSeatLimit, @due)
