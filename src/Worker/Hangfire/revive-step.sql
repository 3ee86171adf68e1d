-- Only the job of the current slice revives a step, once: whoever comes second finds it ready, and runs into the same row's lock.
WITH old AS (
    SELECT s.workspace_id, s.case_id, s.name, s.status, c.state AS case_state,
           c.state IN ('signing-out', 'handing-over', 'needs-attention') AS runs
    FROM offboarding.steps s
    JOIN offboarding.cases c ON c.id = s.case_id
    WHERE s.case_id = @caseId AND s.name = @step AND s.slice = @slice AND s.status IN ('failed', 'retrying')
    FOR NO KEY UPDATE OF s),
revived AS (
    UPDATE offboarding.steps s
    SET status = 'ready', next_attempt_at = NULL, progress_at = now(),
        attempt_limit = CASE WHEN old.status = 'failed' THEN s.attempts + @attempts ELSE s.attempt_limit END
    FROM old
    WHERE s.workspace_id = old.workspace_id AND s.case_id = old.case_id AND s.name = old.name AND old.runs
    RETURNING s.name)
SELECT old.workspace_id, old.case_state, old.status = 'failed' AS was_failed, old.runs AS revived, j.job_id
FROM old
LEFT JOIN offboarding.step_jobs j ON j.workspace_id = old.workspace_id AND j.case_id = old.case_id AND j.step = old.name AND j.slice = @slice
