-- name: date-of-job(what, subject)
SELECT bool_or(d.known) AS known, max(d.due_at) AS due_at, now() AS now
FROM (
    SELECT true AS known, CASE WHEN c.state = 'scheduled' THEN c.due_at END AS due_at FROM offboarding.cases c
    WHERE @what IN ('last-day', 'deletion') AND c.id = @subject
    UNION ALL
    SELECT true, CASE WHEN r.status = 'expected' THEN r.return_at END FROM offboarding.returns r WHERE @what = 'return' AND r.case_id = @subject
    UNION ALL
    SELECT true, CASE WHEN i.status = 'open' THEN i.expires_at END FROM workspace.invitations i WHERE @what = 'invitation-expiry' AND i.id = @subject
    UNION ALL
    SELECT true, CASE WHEN a.status = 'open' THEN a.expires_at END FROM offboarding.approvals a WHERE @what = 'approval-expiry' AND a.id = @subject
    UNION ALL
    SELECT false, NULL) d

-- name: date-looked-at(what, subject)
-- The link goes: the job that ran keeps its result, and the date gets another one.
WITH unlinked AS (DELETE FROM offboarding.jobs WHERE what = @what AND subject = @subject)
INSERT INTO offboarding.job_changes (what, subject) VALUES (@what, @subject)

-- name: job-action-begin(id, action, actor, asked)
WITH begun AS (
    INSERT INTO offboarding.job_actions (id, action, actor, asked, done, not_possible) VALUES (@id, @action, @actor, @asked, 0, 0)
    ON CONFLICT (id) DO NOTHING)
SELECT i.job_id FROM offboarding.job_action_items i WHERE i.action_id = @id

-- name: job-action-answers(id, done, action, asked, ids)
-- One answer for each job; what was not done says how the step or the date stands.
WITH answers AS (
    INSERT INTO offboarding.job_action_items (action_id, job_id, outcome, why)
    SELECT @id, a.job_id, CASE WHEN a.number = ANY (@done) THEN 'done' ELSE 'not-possible' END,
           CASE WHEN a.number = ANY (@done) THEN NULL
                WHEN j.job_id IS NULL THEN 'this job is no waiting retry, no failed step and no date to come (any more)'
                WHEN j.what <> 'step' AND @action = 'delete' THEN 'a date is cancelled or rescheduled on the page of its case; deleting its job would change nothing'
                WHEN j.what <> 'step' THEN 'the date is being looked at already'
                WHEN c.state = 'paused' AND s.status = 'retrying' THEN 'the case is paused; resume it'
                WHEN c.state IN ('completed', 'refused', 'cancelled') THEN 'the case is ' || c.state
                WHEN @action = 'requeue' AND s.status = 'retrying' THEN 'the step waits for its next attempt; use Enqueue now'
                WHEN @action = 'enqueue-now' AND s.status = 'failed' THEN 'the step has failed; use Requeue'
                ELSE 'the step is ' || coalesce(s.status, 'gone') || ' now' END
    FROM unnest(@asked::text[], @ids::bigint[]) AS a (job_id, number)
    LEFT JOIN LATERAL (SELECT l.job_id, l.what, l.subject, l.step FROM offboarding.jobs l WHERE l.job_id = a.number LIMIT 1) j ON true
    LEFT JOIN offboarding.cases c ON j.what = 'step' AND c.id = j.subject
    LEFT JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = j.step
    ON CONFLICT DO NOTHING
    RETURNING outcome)
UPDATE offboarding.job_actions o
SET done = o.done + (SELECT count(*) FROM answers WHERE outcome = 'done'),
    not_possible = o.not_possible + (SELECT count(*) FROM answers WHERE outcome = 'not-possible')
WHERE o.id = @id

-- name: job-triggered(action, id, why)
WITH answer AS (
    INSERT INTO offboarding.job_action_items (action_id, job_id, outcome, why)
    VALUES (@action, @id, CASE WHEN @why::text IS NULL THEN 'done' ELSE 'not-possible' END, @why)
    ON CONFLICT DO NOTHING
    RETURNING outcome)
UPDATE offboarding.job_actions o
SET done = o.done + (SELECT count(*) FROM answer WHERE outcome = 'done'),
    not_possible = o.not_possible + (SELECT count(*) FROM answer WHERE outcome = 'not-possible')
WHERE o.id = @action

-- name: jobs-enqueue-now(ids, reason, by, request, comment)
-- A waiting retry is due now. A date is only looked at: its job runs, and says when it is due.
WITH asked AS MATERIALIZED (
    SELECT s.workspace_id, s.case_id, s.name, s.attempts, j.job_id, c.request_id, c.user_id
    FROM offboarding.jobs j
    JOIN offboarding.cases c ON c.id = j.subject AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
    JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = j.step AND s.status = 'retrying'
    WHERE j.what = 'step' AND j.job_id = ANY (@ids)
    ORDER BY s.case_id, s.name
    FOR NO KEY UPDATE OF s),
dates AS MATERIALIZED (
    SELECT j.what, j.subject, j.job_id, c.workspace_id, c.id AS case_id, c.request_id, c.user_id
    FROM offboarding.jobs j
    LEFT JOIN offboarding.cases c ON c.id = j.subject AND j.what IN ('last-day', 'deletion', 'return')
    WHERE j.what <> 'step' AND j.shown = 'scheduled' AND j.job_id = ANY (@ids)),
moved AS (
    UPDATE offboarding.steps s SET next_attempt_at = least(s.next_attempt_at, now()), progress_at = now()
    FROM asked a
    WHERE s.workspace_id = a.workspace_id AND s.case_id = a.case_id AND s.name = a.name),
changes AS (
    INSERT INTO offboarding.job_changes (what, subject, step, reason)
    SELECT 'step', a.case_id, a.name, @reason FROM asked a
    UNION ALL
    SELECT d.what, d.subject, '', @reason FROM dates d),
audited AS (
    INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
    SELECT a.workspace_id, a.case_id, @by, 'retry-brought-forward', @request,
           jsonb_strip_nulls(jsonb_build_object('step', a.name, 'job', a.job_id::text, 'comment', @comment::text))
    FROM asked a
    UNION ALL
    SELECT d.workspace_id, d.case_id, @by, 'date-checked', @request,
           jsonb_strip_nulls(jsonb_build_object('date', d.what, 'job', d.job_id::text, 'comment', @comment::text))
    FROM dates d WHERE d.case_id IS NOT NULL)
SELECT a.job_id, a.workspace_id, a.case_id, a.request_id, a.user_id, a.name AS step, a.attempts, now() AS now, false AS nudge, false AS given_up FROM asked a
UNION ALL
SELECT d.job_id, coalesce(d.workspace_id, d.subject), coalesce(d.case_id, d.subject), coalesce(d.request_id, d.subject), coalesce(d.user_id, d.subject), '', 0, now(), false, false
FROM dates d

-- name: jobs-requeue(ids, attempts, reason, by, request, comment)
-- A failed step gets fresh attempts. It waits for an attempt that is due now, so that its own job runs it; in a case that is paused it waits
-- for the case to be resumed.
WITH asked AS MATERIALIZED (
    SELECT s.workspace_id, s.case_id, s.name, s.attempts, j.job_id, c.request_id, c.user_id, c.state = 'paused' AS paused
    FROM offboarding.jobs j
    JOIN offboarding.cases c ON c.id = j.subject AND c.state NOT IN ('completed', 'refused', 'cancelled')
    JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = j.step AND s.status = 'failed'
    WHERE j.what = 'step' AND j.job_id = ANY (@ids)
    ORDER BY s.case_id, s.name
    FOR NO KEY UPDATE OF s),
moved AS (
    UPDATE offboarding.steps s
    SET status = CASE WHEN a.paused THEN 'waiting' ELSE 'retrying' END, next_attempt_at = CASE WHEN NOT a.paused THEN now() END,
        attempt_limit = s.attempts + @attempts, progress_at = now()
    FROM asked a
    WHERE s.workspace_id = a.workspace_id AND s.case_id = a.case_id AND s.name = a.name
    RETURNING s.case_id, s.name),
changes AS (
    INSERT INTO offboarding.job_changes (what, subject, step, reason)
    SELECT 'step', a.case_id, a.name, @reason || CASE WHEN a.paused THEN '; the case is paused, and the step goes on when it is resumed' ELSE '' END FROM asked a),
audited AS (
    INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
    SELECT a.workspace_id, a.case_id, @by, 'step-retried', @request,
           jsonb_strip_nulls(jsonb_build_object('step', a.name, 'job', a.job_id::text, 'comment', @comment::text))
    FROM asked a)
SELECT a.job_id, a.workspace_id, a.case_id, a.request_id, a.user_id, a.name AS step, a.attempts, now() AS now, NOT a.paused AS nudge, false AS given_up
FROM asked a JOIN moved m ON m.case_id = a.case_id AND m.name = a.name

-- name: jobs-delete(ids, reason, by, request, comment)
-- A waiting retry that is deleted is given up: the step fails now, so that somebody decides. A failed step stays failed, and only its job
-- leaves the lists. A date is not the job's to cancel.
WITH asked AS MATERIALIZED (
    SELECT s.workspace_id, s.case_id, s.name, s.attempts, s.status, j.job_id, c.request_id, c.user_id
    FROM offboarding.jobs j
    JOIN offboarding.cases c ON c.id = j.subject AND c.state NOT IN ('completed', 'refused', 'cancelled')
    JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = j.step
         AND (s.status = 'failed' OR (s.status = 'retrying' AND c.state <> 'paused'))
    WHERE j.what = 'step' AND j.shown <> 'hidden' AND j.job_id = ANY (@ids)
    ORDER BY s.case_id, s.name
    FOR NO KEY UPDATE OF s),
given_up AS (
    UPDATE offboarding.steps s SET status = 'failed', next_attempt_at = NULL, attempt_limit = s.attempts, progress_at = now()
    FROM asked a
    WHERE a.status = 'retrying' AND s.workspace_id = a.workspace_id AND s.case_id = a.case_id AND s.name = a.name),
hidden AS (
    UPDATE offboarding.jobs j SET shown = 'hidden', attempts = a.attempts, changed_at = now()
    FROM asked a
    WHERE j.what = 'step' AND j.subject = a.case_id AND j.step = a.name),
changes AS (
    INSERT INTO offboarding.job_changes (what, subject, step, reason)
    SELECT 'step', a.case_id, a.name,
           @reason || CASE a.status WHEN 'retrying' THEN ': no further attempt; the step has failed and its case needs attention'
                                    ELSE ': off this list; the step stays failed and its case needs attention' END
    FROM asked a),
audited AS (
    INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
    SELECT a.workspace_id, a.case_id, @by, CASE a.status WHEN 'retrying' THEN 'retry-given-up' ELSE 'job-deleted' END, @request,
           jsonb_strip_nulls(jsonb_build_object('step', a.name, 'job', a.job_id::text, 'comment', @comment::text))
    FROM asked a)
SELECT a.job_id, a.workspace_id, a.case_id, a.request_id, a.user_id, a.name AS step, a.attempts, now() AS now, a.status = 'retrying' AS nudge, a.status = 'retrying' AS given_up,
       coalesce(t.error_type, '') AS error_type
FROM asked a
LEFT JOIN offboarding.step_attempts t ON t.workspace_id = a.workspace_id AND t.case_id = a.case_id AND t.step = a.name AND t.attempt = a.attempts

-- name: jobs-to-do()
-- Whether anything changed, and how long it is until the next retry or date is due; negative: it is due.
SELECT EXISTS (SELECT FROM offboarding.job_changes) AS changed,
       (SELECT min(j.due_at) FROM offboarding.jobs j WHERE j.shown = 'scheduled') - now() AS due_in

-- name: job-changes-take(most)
-- The oldest changes, with the last reason that was given for each. Nothing is returned where another worker is at it: one at a time,
-- so that no job is made twice.
WITH taken AS (
    DELETE FROM offboarding.job_changes c
    WHERE c.id IN (SELECT n.id FROM offboarding.job_changes n ORDER BY n.id LIMIT @most)
    RETURNING c.id, c.what, c.subject, c.step, c.reason)
SELECT t.what, t.subject, t.step, (array_agg(t.reason ORDER BY t.id DESC) FILTER (WHERE t.reason IS NOT NULL))[1] AS reason
FROM taken t
GROUP BY t.what, t.subject, t.step

-- name: jobs-due(most)
-- What is due has its place in the queue, exactly on time: Hangfire's own schedule has whole seconds and comes later.
SELECT j.what, j.subject, j.step FROM offboarding.jobs j WHERE j.shown = 'scheduled' AND j.due_at <= now() ORDER BY j.due_at LIMIT @most

-- name: job-facts(whats, subjects, steps, reasons)
-- What the rows say of each key, and what Hangfire's storage shows. A job there counts only if it is about the same thing: ids are given
-- again after a restore.
WITH keys AS MATERIALIZED (
    SELECT k.what, k.subject, k.step, k.reason
    FROM unnest(@whats::text[], @subjects::uuid[], @steps::text[], @reasons::text[]) AS k (what, subject, step, reason))
SELECT k.what, k.subject, k.step, k.reason, now() AS now,
       s.status, s.case_state, s.attempts, s.attempt_limit, s.slice, s.next_attempt_at, s.error_type, s.failed_at, s.ran_for,
       d.due_at AS date, l.job_id, l.shown, l.due_at AS shown_due_at, l.attempts AS shown_attempts, l.slice AS claimed_slice,
       h.statename AS state,
       EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id) AS queued,
       EXISTS (SELECT FROM hangfire.set t WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id)) AS in_schedule
FROM keys k
LEFT JOIN LATERAL (
    SELECT st.status, c.state AS case_state, st.attempts, st.attempt_limit, st.slice, st.next_attempt_at,
           a.error_type, a.failed_at, a.failed_at - a.started_at AS ran_for
    FROM offboarding.steps st
    JOIN offboarding.cases c ON c.id = st.case_id
    LEFT JOIN offboarding.step_attempts a ON a.workspace_id = st.workspace_id AND a.case_id = st.case_id AND a.step = st.name AND a.attempt = st.attempts
    WHERE k.what = 'step' AND st.case_id = k.subject AND st.name = k.step) s ON true
LEFT JOIN LATERAL (
    SELECT c.due_at FROM offboarding.cases c
    WHERE k.what IN ('last-day', 'deletion') AND c.id = k.subject AND c.state = 'scheduled'
    UNION ALL
    SELECT r.return_at FROM offboarding.returns r
    WHERE k.what = 'return' AND r.case_id = k.subject AND r.status = 'expected'
    UNION ALL
    SELECT i.expires_at FROM workspace.invitations i WHERE k.what = 'invitation-expiry' AND i.id = k.subject AND i.status = 'open'
    UNION ALL
    SELECT a.expires_at FROM offboarding.approvals a WHERE k.what = 'approval-expiry' AND a.id = k.subject AND a.status = 'open') d ON true
LEFT JOIN offboarding.jobs l ON l.what = k.what AND l.subject = k.subject AND l.step = k.step
LEFT JOIN hangfire.job h ON h.id = l.job_id
     AND CASE k.what WHEN 'step' THEN h.invocationdata ->> 'Type' = 'offboarding.attempt'
                                      AND h.arguments ->> 0 = to_json(k.subject::text)::text AND h.arguments ->> 1 = to_json(k.step)::text
              ELSE h.invocationdata ->> 'Type' = 'offboarding.date'
                   AND h.arguments ->> 0 = to_json(k.what)::text AND h.arguments ->> 1 = to_json(k.subject::text)::text END

-- name: jobs-wrong(most)
-- Everything that has a job or should have one: the whole projection is looked at, so that what was lost or restored from an older backup
-- is found without knowing how.
INSERT INTO offboarding.job_changes (what, subject, step)
SELECT k.what, k.subject, k.step
FROM (
    SELECT 'step' AS what, s.case_id AS subject, s.name AS step FROM offboarding.steps s WHERE s.status IN ('failed', 'retrying')
    UNION
    SELECT CASE c.kind WHEN 'delete' THEN 'deletion' ELSE 'last-day' END, c.id, '' FROM offboarding.cases c WHERE c.state = 'scheduled' AND c.kind <> 'undo'
    UNION
    SELECT 'return', r.case_id, '' FROM offboarding.returns r WHERE r.status = 'expected'
    UNION
    SELECT 'invitation-expiry', i.id, '' FROM workspace.invitations i WHERE i.status = 'open'
    UNION
    SELECT 'approval-expiry', a.id, '' FROM offboarding.approvals a WHERE a.status = 'open'
    UNION
    SELECT j.what, j.subject, j.step FROM offboarding.jobs j) k
LEFT JOIN offboarding.jobs l USING (what, subject, step)
LEFT JOIN hangfire.job h ON h.id = l.job_id
WHERE h.id IS NULL
   -- The job is another one's: ids were given again.
   OR coalesce(h.arguments ->> CASE k.what WHEN 'step' THEN 0 ELSE 1 END, '') <> to_json(k.subject::text)::text
   OR CASE l.shown
          WHEN 'scheduled' THEN h.statename <> 'Scheduled'
                                OR NOT EXISTS (SELECT FROM hangfire.set t
                                               WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id))
          WHEN 'failed' THEN h.statename <> 'Failed'
          WHEN 'queued' THEN l.changed_at < now() - interval '10 s'
                             AND NOT (h.statename IN ('Enqueued', 'Processing', 'Scheduled')
                                      AND (EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id)
                                           OR EXISTS (SELECT FROM hangfire.set t
                                                      WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id))))
          ELSE h.statename NOT IN ('Deleted', 'Succeeded') END
   OR (l.shown IN ('gone', 'hidden') AND EXISTS (SELECT FROM offboarding.steps s
                                      WHERE k.what = 'step' AND s.case_id = k.subject AND s.name = k.step AND s.status = 'retrying'))
LIMIT @most

-- name: jobs-unlinked(most)
-- Jobs of ours that nothing links to: left by a restore, by a worker that died in between, or by a former version of this program. One about
-- a step that does not exist is left to run: it fails with a line that says so.
SELECT h.id
FROM hangfire.job h
WHERE h.statename IN ('Scheduled', 'Failed', 'Enqueued', 'Processing')
  AND h.createdat < now() - interval '5 s'
  AND NOT EXISTS (SELECT FROM offboarding.jobs j WHERE j.job_id = h.id)
  AND CASE h.invocationdata ->> 'Type'
          WHEN 'offboarding.step' THEN true
          WHEN 'offboarding.due' THEN true
          WHEN 'offboarding.date' THEN h.statename = 'Scheduled'
          WHEN 'offboarding.attempt' THEN
              h.statename = 'Scheduled'
              OR (NOT EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id AND q.fetchedat > now() - interval '1 min')
                  AND EXISTS (SELECT FROM offboarding.steps s
                              WHERE s.case_id = CASE WHEN h.arguments ->> 0 ~ '^"[0-9a-f-]{36}"$' THEN btrim(h.arguments ->> 0, '"')::uuid END
                                AND s.name = btrim(h.arguments ->> 1, '"')))
          ELSE false END
LIMIT @most

-- name: projection-lock()
SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.jobs', 0))

-- name: jobs-move(ids, states, reasons, datas, queues, scores, retries, arguments)
-- Moves jobs to another state, with all that Hangfire keeps of one: the state, the schedule, the page of retries, the queue, the numbers of
-- deleted and succeeded ones, and when a job is to be forgotten. What is in work keeps its place in the queue: its worker removes it.
WITH moves AS MATERIALIZED (
    SELECT m.id, m.state, m.reason, m.data::jsonb AS data, m.queue, m.score, m.is_retry, m.arguments::jsonb AS arguments, j.statename AS old
    FROM unnest(@ids::bigint[], @states::text[], @reasons::text[], @datas::text[], @queues::text[], @scores::float8[], @retries::boolean[], @arguments::text[])
         AS m (id, state, reason, data, queue, score, is_retry, arguments)
    JOIN hangfire.job j ON j.id = m.id),
stated AS (
    INSERT INTO hangfire.state (jobid, name, reason, createdat, data)
    SELECT m.id, m.state, m.reason, clock_timestamp(), m.data FROM moves m
    RETURNING id, jobid),
moved AS (
    UPDATE hangfire.job j
    SET stateid = s.id, statename = m.state, arguments = coalesce(m.arguments, j.arguments),
        expireat = CASE WHEN m.state IN ('Deleted', 'Succeeded') THEN now() + interval '1 day' END
    FROM moves m JOIN stated s ON s.jobid = m.id
    WHERE j.id = m.id),
unscheduled AS (
    DELETE FROM hangfire.set t USING moves m
    WHERE t.key = 'schedule' AND m.state <> 'Scheduled' AND t.value IN (m.id::text, 'work:' || m.id, 'lockout:' || m.id)),
no_retry AS (
    DELETE FROM hangfire.set t USING moves m WHERE t.key = 'retries' AND t.value = m.id::text AND NOT m.is_retry),
scheduled AS (
    INSERT INTO hangfire.set AS t (key, value, score)
    SELECT 'schedule', m.queue || ':' || m.id, m.score FROM moves m WHERE m.state = 'Scheduled'
    UNION ALL
    SELECT 'retries', m.id::text, m.score FROM moves m WHERE m.is_retry
    ON CONFLICT (key, value) DO UPDATE SET score = excluded.score),
unqueued AS (
    DELETE FROM hangfire.jobqueue q USING moves m WHERE q.jobid = m.id AND q.fetchedat IS NULL AND m.old <> 'Processing'),
counted AS (
    INSERT INTO hangfire.counter (key, value)
    SELECT 'stats:' || lower(m.state), 1 FROM moves m WHERE m.state IN ('Deleted', 'Succeeded'))
INSERT INTO hangfire.jobqueue (jobid, queue)
SELECT m.id, m.queue FROM moves m WHERE m.state = 'Enqueued'

-- name: job-create(count)
-- Ids from the storage's own sequence, one for each key in order.
SELECT nextval(pg_get_serial_sequence('hangfire.job', 'id')) AS id FROM generate_series(1, @count)

-- name: jobs-insert(ids, invocations, arguments)
INSERT INTO hangfire.job (id, invocationdata, arguments, createdat)
SELECT j.id, j.invocation::jsonb, j.arguments::jsonb, now()
FROM unnest(@ids::bigint[], @invocations::text[], @arguments::text[]) AS j (id, invocation, arguments)

-- name: links-write(whats, subjects, steps, ids, shown, dues, attempts)
INSERT INTO offboarding.jobs AS j (what, subject, step, job_id, shown, due_at, attempts, slice)
SELECT k.what, k.subject, k.step, k.job_id, k.shown, k.due_at, k.attempts, NULL
FROM unnest(@whats::text[], @subjects::uuid[], @steps::text[], @ids::bigint[], @shown::text[], @dues::timestamptz[], @attempts::integer[])
     AS k (what, subject, step, job_id, shown, due_at, attempts)
ON CONFLICT (what, subject, step) DO UPDATE
SET job_id = excluded.job_id, shown = excluded.shown, due_at = excluded.due_at, attempts = excluded.attempts, changed_at = now(),
    slice = CASE WHEN excluded.shown = 'queued' AND j.job_id = excluded.job_id THEN j.slice END

-- name: links-drop(whats, subjects, steps)
DELETE FROM offboarding.jobs j
USING unnest(@whats::text[], @subjects::uuid[], @steps::text[]) AS k (what, subject, step)
WHERE j.what = k.what AND j.subject = k.subject AND j.step = k.step

-- name: offline-workers()
WITH gone AS (DELETE FROM offboarding.workers WHERE seen_at < now() - interval '1 day' RETURNING 1)
SELECT count(*) FROM gone

-- name: recurring-jobs()
-- Our recurring jobs: those of maintenance with their schedule, and without one those of a type that an older version had. Others' are not looked at.
SELECT s.value AS id, CASE WHEN job.value LIKE '%"offboarding.maintenance"%' THEN h.value END AS cron
FROM hangfire.set s
JOIN hangfire.hash job ON job.key = 'recurring-job:' || s.value AND job.field = 'Job' AND job.value LIKE '%"offboarding.%'
LEFT JOIN hangfire.hash h ON h.key = job.key AND h.field = 'Cron'
WHERE s.key = 'recurring-jobs'

-- name: job-done(caseId, step, jobId)
DELETE FROM offboarding.jobs WHERE what = 'step' AND subject = @caseId AND step = @step AND job_id = @jobId

-- name: job-claim(caseId, step, seenSlice, jobId)
-- The step's row is locked. A retry that is due is this job's; one that it had claimed before is claimed again, because its worker was killed
-- or the job was delivered twice: whoever comes last goes on, the other one stops at its next batch.
WITH claimed AS (
    UPDATE offboarding.steps s
    SET status = CASE WHEN s.status = 'retrying' THEN 'ready' ELSE s.status END, slice = s.slice + 1, progress_at = now(), next_attempt_at = NULL
    FROM offboarding.jobs j, offboarding.cases c
    WHERE s.case_id = @caseId AND s.name = @step AND s.slice = @seenSlice
      AND j.what = 'step' AND j.subject = s.case_id AND j.step = s.name AND j.job_id = @jobId
      AND c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
      AND ((s.status = 'retrying' AND s.next_attempt_at <= now()) OR (s.status IN ('ready', 'running') AND j.slice = s.slice))
    RETURNING s.case_id, s.name, s.slice)
UPDATE offboarding.jobs j
SET slice = c.slice, shown = 'queued', changed_at = now()
FROM claimed c
WHERE j.what = 'step' AND j.subject = c.case_id AND j.step = c.name
RETURNING j.slice

-- name: job-follows(slice, caseId, step, jobId)
UPDATE offboarding.jobs SET slice = @slice, changed_at = now() WHERE what = 'step' AND subject = @caseId AND step = @step AND job_id = @jobId

-- name: jobs-waiting(queues)
SELECT EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.queue = ANY (@queues) AND q.fetchedat IS NULL)

-- name: job-looked-at(caseId, step)
INSERT INTO offboarding.job_changes (what, subject, step) VALUES ('step', @caseId, @step)

-- name: jobs-in-work()
-- Which job, since when, and on which worker (WorkerLock). A server of an earlier version has no id of a process in its name.
SELECT *
FROM (SELECT q.id, q.fetchedat::text AS fetched_at, substring(lower(s.data ->> 'ServerId') FROM ':([0-9a-f]{32}):') AS worker
      FROM hangfire.jobqueue q
      JOIN hangfire.job j ON j.id = q.jobid AND j.statename = 'Processing'
      JOIN hangfire.state s ON s.id = j.stateid
      WHERE q.fetchedat IS NOT NULL) q
WHERE q.worker IS NOT NULL

-- name: jobs-release(ids, fetched)
-- As when Hangfire's time for a job without a sign of life is over; only if nobody has taken it since it was looked at.
UPDATE hangfire.jobqueue q SET fetchedat = NULL
FROM unnest(@ids::bigint[], @fetched::text[]) AS a (id, fetched_at)
WHERE q.id = a.id AND q.fetchedat = a.fetched_at::timestamptz
