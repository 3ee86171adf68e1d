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
