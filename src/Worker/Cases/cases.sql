-- name: cancellation(caseId)
SELECT cancelled_at, cancel_request_id FROM offboarding.cases WHERE id = @caseId

-- name: lock-case-if-free(caseId)
-- Never waits: whoever asks holds the row of a step, which comes after that of its case in the lock order.
SELECT id FROM offboarding.cases WHERE id = @caseId FOR NO KEY UPDATE SKIP LOCKED

-- name: find-case(caseId)
SELECT id AS correlation_id, kind, workspace_id, user_id, request_id, requested_by, reason, state, plan::text AS plan, undoes, undoes_also, gives_to, reopened, approval_id,
       lower_seat_limit, frees_seat, requested_at, due_at, late_last_day, started_at, sign_in_closed_at, sessions_ended_at, completed_at, nudged_at, traceparent
FROM offboarding.cases WHERE id = @caseId

-- name: load-steps(caseId)
SELECT name, phase::int, status, done FROM offboarding.steps WHERE case_id = @caseId ORDER BY phase, name

-- name: advance-case($1, $2, $3)
UPDATE offboarding.cases
SET state = $2, completed_at = CASE WHEN $2 = 'completed' THEN $3 ELSE completed_at END, erases = CASE WHEN $2 = 'completed' THEN NULL ELSE erases END
WHERE id = $1

-- name: lock-case(WorkspaceId, OffboardingId)
SELECT now() FROM offboarding.cases WHERE workspace_id = @WorkspaceId AND id = @OffboardingId FOR NO KEY UPDATE

-- name: undone-kinds(caseId)
-- What an undo gave back and what it left, one row for each of its steps.
SELECT k.kind,
       (SELECT coalesce(sum(cardinality(h.item_ids)), 0) FROM offboarding.handover h
        WHERE h.case_id = s.case_id AND h.kind = k.kind) AS given_back,
       count(l.item_id) FILTER (WHERE l.reason = 'closed') AS closed,
       count(l.item_id) FILTER (WHERE l.reason = 'returned') AS returned,
       count(l.item_id) FILTER (WHERE l.reason = 'reassigned') AS reassigned,
       count(l.item_id) FILTER (WHERE l.reason = 'edited') AS edited,
       count(l.item_id) FILTER (WHERE l.reason = 'deleted') AS deleted,
       s.status = 'skipped' AS skipped
FROM offboarding.steps s
CROSS JOIN LATERAL (SELECT substr(s.name, length('undo-') + 1)) k (kind)
LEFT JOIN offboarding.undo_leftovers l ON l.workspace_id = s.workspace_id AND l.case_id = s.case_id AND l.kind = k.kind
WHERE s.case_id = @caseId
GROUP BY s.case_id, s.status, k.kind
ORDER BY k.kind

-- name: reopen-step(attempts, caseId, step)
-- One that failed waits for its start, with fresh attempts. One that waits for its next attempt is due now, with the attempts it has left; its job follows the row.
UPDATE offboarding.steps
SET status = CASE status WHEN 'failed' THEN 'waiting' ELSE status END,
    attempt_limit = CASE status WHEN 'failed' THEN attempts + @attempts ELSE attempt_limit END,
    next_attempt_at = CASE status WHEN 'retrying' THEN least(next_attempt_at, now()) END,
    progress_at = now()
WHERE case_id = @caseId AND name = @step AND status IN ('failed', 'retrying')
