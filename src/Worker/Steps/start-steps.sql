UPDATE offboarding.steps
SET status = 'ready', slice = slice + 1, progress_at = now()
WHERE case_id = @caseId AND name = ANY(@names) AND status = 'waiting'
RETURNING name, slice
