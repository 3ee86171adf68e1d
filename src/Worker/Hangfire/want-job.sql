WITH wanted AS (
    INSERT INTO offboarding.step_jobs AS j (workspace_id, case_id, step, slice, queue)
    SELECT s.workspace_id, s.case_id, s.name, @slice, @queue FROM offboarding.steps s WHERE s.case_id = @caseId AND s.name = @step
    ON CONFLICT (workspace_id, case_id, step) DO UPDATE
    SET slice = EXCLUDED.slice, queue = EXCLUDED.queue, replaces = coalesce(j.job_id, j.replaces), job_id = NULL,
        wanted_at = now(), leased_until = '-infinity'
    RETURNING 1)
SELECT pg_notify('offboarding_jobs', '') FROM wanted
