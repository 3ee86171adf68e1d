UPDATE offboarding.steps
SET status = 'waiting', attempt_limit = attempts + @attempts, next_attempt_at = NULL, progress_at = now()
WHERE case_id = @caseId AND name = @step AND status = 'failed'
