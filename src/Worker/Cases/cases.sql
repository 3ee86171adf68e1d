-- name: cancellation(caseId)
SELECT cancelled_at, cancel_request_id FROM offboarding.cases WHERE id = @caseId

-- name: lock-case-if-free(caseId)
-- Never waits: whoever asks holds the row of a step, which comes after that of its case in the lock order.
SELECT id FROM offboarding.cases WHERE id = @caseId FOR NO KEY UPDATE SKIP LOCKED

-- name: find-case(caseId)
SELECT id AS correlation_id, kind, workspace_id, user_id, request_id, requested_by, fingerprint, reason, state, plan::text AS plan, undoes, undoes_also, gives_to, reopened, approval_id,
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

-- name: cancel-cases(requestId, cases)
UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = @requestId
WHERE id = ANY(@cases) AND state IN ('held-for-approval', 'scheduled')

-- name: cancel-departures-ahead(requestId, workspaceId, userId)
UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = @requestId
WHERE workspace_id = @workspaceId AND user_id = @userId AND kind = 'deactivate' AND state IN ('held-for-approval', 'scheduled')
RETURNING id

-- name: cancel-deletion-ahead(requestId, workspaceId, userId)
UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = @requestId
WHERE workspace_id = @workspaceId AND user_id = @userId AND kind = 'delete' AND state = 'scheduled'
RETURNING id

-- name: release-cases(cases)
-- From here on they are like any other departure with a last day; one whose day has come meanwhile starts with the next sweep.
UPDATE offboarding.cases SET state = 'scheduled', due_at = greatest(due_at, now()), nudged_at = now() WHERE id = ANY(@cases)

-- name: refuse-case(caseId)
UPDATE offboarding.cases SET state = 'refused' WHERE id = @caseId AND state = 'scheduled'

-- name: reschedule-case(due, late, caseId)
-- nudged_at as if the case were new: the sweep rings it once when it is due.
UPDATE offboarding.cases SET due_at = @due, late_last_day = @late, nudged_at = now() WHERE id = @caseId

-- name: pause-case(caseId)
-- A batch that is running ends; the next one finds the case paused.
UPDATE offboarding.cases SET state = 'paused' WHERE id = @caseId

-- name: resume-case(state, caseId)
UPDATE offboarding.cases SET state = @state, nudged_at = now() WHERE id = @caseId;

-- What was on its way stopped when it found the case paused; it is sent anew, with a slice number of its own.
UPDATE offboarding.steps SET status = 'waiting' WHERE case_id = @caseId AND status IN ('ready', 'running');

-- name: write-plan(plan, caseId)
UPDATE offboarding.cases SET plan = @plan::jsonb WHERE id = @caseId

-- name: plan-of-the-day(plan, caseId)
UPDATE offboarding.cases SET plan = @plan::jsonb WHERE id = @caseId AND state = 'scheduled'

-- name: add-case(caseId, WorkspaceId, UserId, RequestId, RequestedBy, reason, state, plan, LowerSeatLimit, due, NextOwner, takesOut, approval, late, traceparent, starts, freesSeat, sessionsEnded, fingerprint)
-- A case that was refused on its last day may be opened again by a replay of its request. One that starts now is written as it is after its short steps
-- (docs/adr/0040): each state of a case is a row version with an entry in every index.
INSERT INTO offboarding.cases AS c (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, lower_seat_limit, due_at, next_owner_id, takes_out, approval_id, late_last_day, traceparent,
                                    started_at, sign_in_closed_at, frees_seat, sessions_ended_at, completed_at, fingerprint)
SELECT @caseId, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, @state, @plan::jsonb, @LowerSeatLimit, @due, @NextOwner, @takesOut, @approval, @late, @traceparent,
       CASE WHEN @starts THEN now() END, CASE WHEN @starts THEN now() END, @starts AND @freesSeat, @sessionsEnded, CASE WHEN @state = 'completed' THEN now() END, @fingerprint
ON CONFLICT (id) DO UPDATE
SET requested_by = excluded.requested_by, reason = excluded.reason, state = excluded.state, plan = excluded.plan,
    lower_seat_limit = excluded.lower_seat_limit, requested_at = now(), due_at = excluded.due_at, next_owner_id = excluded.next_owner_id, nudged_at = now(),
    takes_out = excluded.takes_out, approval_id = excluded.approval_id, late_last_day = excluded.late_last_day, traceparent = excluded.traceparent,
    started_at = excluded.started_at, sign_in_closed_at = excluded.sign_in_closed_at, frees_seat = excluded.frees_seat,
    sessions_ended_at = excluded.sessions_ended_at, completed_at = excluded.completed_at, fingerprint = excluded.fingerprint
WHERE c.state = 'refused'

-- name: start-case(state, freesSeat, sessionsEnded, caseId)
-- A case that was written down before starts: as it is after its short steps, like one that add-case writes.
UPDATE offboarding.cases
SET state = @state, started_at = now(), sign_in_closed_at = now(), frees_seat = @freesSeat, nudged_at = now(), sessions_ended_at = @sessionsEnded,
    completed_at = CASE WHEN @state = 'completed' THEN now() END
WHERE id = @caseId

-- name: add-deletion(caseId, WorkspaceId, UserId, RequestId, RequestedBy, reason, due, traceparent)
-- A deletion that was refused on its day may be opened again by a replay of its request.
INSERT INTO offboarding.cases AS c (id, kind, workspace_id, user_id, request_id, requested_by, reason, state, due_at, traceparent)
VALUES (@caseId, 'delete', @WorkspaceId, @UserId, @RequestId, @RequestedBy, @reason, 'scheduled', @due, @traceparent)
ON CONFLICT (id) DO UPDATE
SET requested_by = excluded.requested_by, reason = excluded.reason, state = 'scheduled', requested_at = now(), due_at = excluded.due_at, nudged_at = now(), traceparent = excluded.traceparent
WHERE c.state = 'refused'

-- name: start-deletion-case(caseId, workspaceId, userId)
-- The case keeps name and address until every trace of them is erased. The state is that of cases that have nobody to sign out.
UPDATE offboarding.cases c
SET state = 'handing-over', started_at = now(), nudged_at = now(), erases = ARRAY[u.name, u.email]
FROM workspace.users u
WHERE c.id = @caseId AND u.workspace_id = @workspaceId AND u.id = @userId

-- name: open-handover-case(caseId, kind, WorkspaceId, UserId, RequestId, RequestedBy, Plan, filter, Undoes, GivesTo, traceparent, phase, attempts, steps)
INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, plan, filter, undoes, gives_to, due_at, started_at, traceparent)
VALUES (@caseId, @kind, @WorkspaceId, @UserId, @RequestId, @RequestedBy, 'handing-over', @Plan::jsonb, @filter::jsonb, @Undoes, @GivesTo, now(), now(), @traceparent);

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @caseId, name, @phase, @attempts FROM unnest(@steps::text[]) AS s (name);

SELECT now();

-- name: add-undo-of-absence(caseId, workspaceId, userId, requestId, requestedBy, undoes, also)
INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, undoes, undoes_also, gives_to, due_at, nudged_at)
VALUES (@caseId, 'undo', @workspaceId, @userId, @requestId, @requestedBy, 'scheduled', @undoes, @also, @userId, now(), now())

-- name: start-undo-of-absence(plan, caseId, workspaceId, phase, attempts, steps)
UPDATE offboarding.cases SET state = 'handing-over', started_at = now(), nudged_at = now(), plan = @plan::jsonb WHERE id = @caseId;

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @workspaceId, @caseId, name, @phase, @attempts FROM unnest(@steps::text[]) AS s (name);

-- name: reopen-case(caseId, attempts, steps)
-- The steps begin anew, with a fresh number of attempts; what they did so far stays counted.
WITH reopened AS (
    UPDATE offboarding.cases
    SET state = 'handing-over', completed_at = NULL, reopened = reopened + 1, nudged_at = now()
    WHERE id = @caseId AND state = 'completed'
    RETURNING workspace_id, id)
UPDATE offboarding.steps s
SET status = 'waiting', total = NULL, resume_after = 0, slice = s.slice + 1, attempt_limit = s.attempts + @attempts, finished_at = NULL,
    progress_at = now()
FROM reopened r
WHERE s.workspace_id = r.workspace_id AND s.case_id = r.id AND s.name = ANY (@steps) AND s.status = 'done'

-- name: sessions-ended(caseId)
WITH stamped AS (
    UPDATE offboarding.cases SET sessions_ended_at = clock_timestamp() WHERE id = @caseId)
SELECT (SELECT count(*)::int FROM workspace.sessions WHERE ended_by = @caseId),
       (SELECT count(*)::int FROM workspace.api_tokens WHERE revoked_by = @caseId),
       clock_timestamp()

-- name: take-due-cases(stalledAfter)
-- Scheduled cases whose day has come, and cases in which no step is on its way although the case is not over. A case that
-- waits for an operator (only failed steps are left) is not due for anything.
UPDATE offboarding.cases c
SET nudged_at = now()
FROM (SELECT ca.id FROM offboarding.cases ca
      WHERE (ca.state = 'scheduled' AND ca.due_at <= now() AND (ca.nudged_at <= ca.due_at OR ca.nudged_at < now() - least(@stalledAfter, interval '10 s')))
         OR (ca.state IN ('signing-out', 'handing-over', 'needs-attention') AND ca.nudged_at < now() - @stalledAfter
             AND NOT EXISTS (SELECT FROM offboarding.steps s
                             WHERE s.case_id = ca.id AND s.status IN ('ready', 'running', 'retrying'))
             AND (ca.state <> 'needs-attention'
                  OR EXISTS (SELECT FROM offboarding.steps s WHERE s.case_id = ca.id AND s.status = 'waiting')
                  OR NOT EXISTS (SELECT FROM offboarding.steps s WHERE s.case_id = ca.id AND s.status = 'failed')))
      LIMIT 1000
      FOR NO KEY UPDATE OF ca SKIP LOCKED) due
WHERE c.id = due.id
RETURNING c.id, c.state = 'scheduled'
