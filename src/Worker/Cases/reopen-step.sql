-- One that failed waits for its start, with fresh attempts. One that waits for its next attempt is due now, with the attempts it has left; its job follows the row.
UPDATE offboarding.steps
SET status = CASE status WHEN 'failed' THEN 'waiting' ELSE status END,
    attempt_limit = CASE status WHEN 'failed' THEN attempts + @attempts ELSE attempt_limit END,
    next_attempt_at = CASE status WHEN 'retrying' THEN least(next_attempt_at, now()) END,
    progress_at = now()
WHERE case_id = @caseId AND name = @step AND status IN ('failed', 'retrying')
