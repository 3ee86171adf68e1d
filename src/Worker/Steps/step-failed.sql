WITH failed AS (
    UPDATE offboarding.steps
    SET status = CASE WHEN @retryAfter::interval IS NULL THEN 'failed' ELSE 'retrying' END,
        attempts = attempts + 1, last_error = @error, progress_at = now(),
        next_attempt_at = now() + @retryAfter::interval,
        batch_size = @batchSize
    WHERE case_id = @caseId AND name = @name
    RETURNING workspace_id, case_id, name, attempts)
INSERT INTO offboarding.step_attempts (workspace_id, case_id, step, attempt, started_at, transient, error_type, message, stack)
SELECT workspace_id, case_id, name, attempts, @startedAt, @transient, @errorType, @error, @stack FROM failed
RETURNING attempt
