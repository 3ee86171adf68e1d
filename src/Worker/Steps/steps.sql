-- name: short-steps-undo()
ROLLBACK TO SAVEPOINT short_steps

-- name: short-steps-begin()
SAVEPOINT short_steps

-- name: step-failed(retryAfter, error, batchSize, caseId, name, startedAt, transient, errorType, stack)
WITH failed AS (
    UPDATE offboarding.steps
    SET status = CASE WHEN @retryAfter::interval IS NULL THEN 'failed' ELSE 'retrying' END,
        attempts = attempts + 1, last_error = @error, progress_at = now(),
        next_attempt_at = now() + @retryAfter::interval,
        batch_size = @batchSize
    WHERE case_id = @caseId AND name = @name
    RETURNING workspace_id, case_id, name, attempts)
INSERT INTO offboarding.step_attempts (workspace_id, case_id, step, attempt, started_at, transient, error_type, message, stack)
SELECT workspace_id, case_id, name, attempts, @startedAt, @transient, @errorType, @error, @stack FROM failed
RETURNING attempt

-- name: lock-step(caseId, name)
SELECT s.workspace_id, s.case_id, c.request_id, c.requested_by, c.reason, c.user_id, greatest(c.requested_at, c.due_at) AS asked_for, s.name, s.status, c.state AS case_state, s.total, s.done, s.planned_from, s.resume_after, s.slice,
       s.batch_size, s.attempts, s.attempt_limit, c.plan::text AS plan, c.lower_seat_limit, c.frees_seat,
       c.kind AS case_kind, c.filter::text AS filter, c.undoes, c.gives_to, c.reopened, now() AS now
FROM offboarding.steps s
JOIN offboarding.cases c ON c.id = s.case_id
WHERE s.case_id = @caseId AND s.name = @name
FOR NO KEY UPDATE OF s

-- name: workers-of-other-versions(version)
-- As the dashboard counts who is alive: seen within 30 s.
SELECT EXISTS (SELECT FROM offboarding.workers WHERE version <> @version AND seen_at > now() - interval '30 s')

-- name: add-steps(workspaceId, caseId, attempts, names, phases, statuses, done)
-- The steps of a case that begins: what was done with its opening, what is sent on its way now, and what waits.
INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit, status, total, done, slice, started_at, finished_at)
SELECT @workspaceId, @caseId, s.name, s.phase, @attempts, s.status, CASE WHEN s.status = 'done' THEN s.done END, s.done, CASE WHEN s.status = 'ready' THEN 1 ELSE 0 END,
       CASE WHEN s.status = 'done' THEN now() END, CASE WHEN s.status = 'done' THEN now() END
FROM unnest(@names::text[], @phases::int[], @statuses::text[], @done::bigint[]) AS s (name, phase, status, done)

-- name: step-progress(finished, total, moved, resumeAfter, ring, attempts, caseId, name)
-- Attempts count from the last item moved: a handover of hours may fail eight times for unrelated reasons, and that does not mean that the step is broken (docs/adr/0050).
UPDATE offboarding.steps
SET status = CASE WHEN @finished THEN 'done' ELSE 'running' END,
    attempt_limit = CASE WHEN attempts > 0 AND @moved > 0 THEN greatest(attempt_limit, attempts + @attempts) ELSE attempt_limit END,
    total = coalesce(total, @total), done = done + @moved, resume_after = @resumeAfter,
    slice = slice + CASE WHEN @ring THEN 1 ELSE 0 END,
    started_at = coalesce(started_at, now()), progress_at = now(),
    finished_at = CASE WHEN @finished THEN now() END,
    next_attempt_at = NULL
WHERE case_id = @caseId AND name = @name
RETURNING slice

-- name: case-traceparent(caseId)
SELECT traceparent FROM offboarding.cases WHERE id = @caseId

-- name: start-steps(caseId, names)
UPDATE offboarding.steps
SET status = 'ready', slice = slice + 1, progress_at = now()
WHERE case_id = @caseId AND name = ANY(@names) AND status = 'waiting'
RETURNING name, slice

-- name: put-off-step(id, exchange, urn, body, pause, caseId)
-- Leased to nobody it waits for its time, like a message for a locked workspace.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, traceparent, leased_until, last_error)
SELECT @id, @exchange, @urn, @body, c.traceparent, now() + @pause, 'Somebody else holds rows of the step.' FROM offboarding.cases c WHERE c.id = @caseId

-- name: sweep-lock()
SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.sweep', 0))

-- name: sweep-steps(retryGrace, stalledAfter, lockout)
-- Retries that no job has run in time (one that waits in a long queue has ten times as long), and steps that were sent on their way and
-- have not been heard of. The new slice number makes a runner
-- that is still at it, after all, stop at its next batch. While messages wait in the queue, or in the outbox for it, a step that waits is most likely
-- one of them: a new slice would make its message stale and the queue longer. So it has twenty times as long; steps that end access have not.
-- A message that was put off (never claimed, and leased) waits for its workspace, or for rows that somebody holds, and not in a queue.
UPDATE offboarding.steps s
SET status = CASE WHEN s.status = 'retrying' THEN 'ready' ELSE s.status END,
    slice = s.slice + 1, progress_at = now()
FROM (SELECT st.case_id, st.name FROM offboarding.steps st
      JOIN offboarding.cases c ON c.id = st.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
      CROSS JOIN (SELECT EXISTS (SELECT FROM offboarding.queues q
                                 WHERE q.name = 'offboarding.run-step' AND q.ready > 0 AND q.consumers > 0 AND q.seen_at > now() - interval '30 s')
                      OR EXISTS (SELECT FROM offboarding.outbox o WHERE o.exchange = 'offboarding.run-step' AND o.created_at < now() - interval '1 s'
                                   AND (o.deliveries > 0 OR o.leased_until < now())) AS waits) backlog
      WHERE (st.status = 'retrying' AND st.next_attempt_at <= now() - @retryGrace
             AND NOT EXISTS (SELECT FROM offboarding.jobs j
                             WHERE j.what = 'step' AND j.subject = st.case_id AND j.step = st.name AND j.shown = 'queued'
                               AND j.changed_at > now() - 10 * @retryGrace))
         OR (st.status IN ('ready', 'running') AND st.progress_at < now() - @stalledAfter * CASE WHEN backlog.waits AND st.name <> ALL (@lockout) THEN 20 ELSE 1 END)
      LIMIT 1000
      FOR NO KEY UPDATE OF st SKIP LOCKED) due
WHERE s.case_id = due.case_id AND s.name = due.name
RETURNING s.case_id, s.name, s.slice
