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
SELECT a.job_id, a.workspace_id, a.case_id, a.request_id, a.user_id, a.name AS step, a.attempts, now() AS now, false AS nudge, a.status = 'retrying' AS given_up,
       coalesce(t.error_type, '') AS error_type
FROM asked a
LEFT JOIN offboarding.step_attempts t ON t.workspace_id = a.workspace_id AND t.case_id = a.case_id AND t.step = a.name AND t.attempt = a.attempts
