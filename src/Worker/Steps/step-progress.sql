UPDATE offboarding.steps
SET status = CASE WHEN @finished THEN 'done' ELSE 'running' END,
    total = coalesce(total, @total), done = done + @moved, resume_after = @resumeAfter,
    slice = slice + CASE WHEN @ring THEN 1 ELSE 0 END,
    started_at = coalesce(started_at, now()), progress_at = now(),
    finished_at = CASE WHEN @finished THEN now() END,
    next_attempt_at = NULL
WHERE case_id = @caseId AND name = @name
RETURNING slice
