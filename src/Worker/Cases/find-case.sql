SELECT id AS correlation_id, kind, workspace_id, user_id, request_id, requested_by, reason, state, plan::text AS plan, undoes, undoes_also, gives_to, reopened, approval_id,
       lower_seat_limit, frees_seat, requested_at, due_at, late_last_day, started_at, sign_in_closed_at, sessions_ended_at, completed_at, nudged_at, traceparent
FROM offboarding.cases WHERE id = @caseId
