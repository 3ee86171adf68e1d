-- A short lease instead of a held transaction: Hangfire's storage may hang. Lockout first.
UPDATE offboarding.step_jobs j
SET leased_until = now() + @lease
FROM (SELECT workspace_id, case_id, step FROM offboarding.step_jobs
      WHERE job_id IS NULL AND leased_until < now()
      ORDER BY queue, wanted_at
      LIMIT @most
      FOR UPDATE SKIP LOCKED) due
WHERE j.workspace_id = due.workspace_id AND j.case_id = due.case_id AND j.step = due.step
RETURNING j.workspace_id, j.case_id, j.step, j.slice, j.queue, j.replaces
