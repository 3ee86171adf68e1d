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
