SELECT f.case_id, f.step, f.leaver, f.workspace, f.phase, f.attempts, f.failed_at, f.next_attempt_at, f.message
FROM dashboard.failing_steps f
WHERE f.status = @status AND f.step = @step AND f.kind = @kind
  AND (@beforeAt::timestamptz IS NULL OR f.failed_at < @beforeAt OR (f.failed_at = @beforeAt AND f.case_id > @beforeId))
ORDER BY f.failed_at DESC, f.case_id
LIMIT @limit;
