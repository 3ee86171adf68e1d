SELECT f.case_id, f.step, f.leaver, f.workspace, f.phase, f.attempts, f.failed_at, f.next_attempt_at, f.message, f.kind
FROM dashboard.failing_steps f
WHERE f.status = @status AND (@step::text IS NULL OR f.step = @step) AND (@kind::text IS NULL OR f.kind = @kind)
ORDER BY f.failed_at DESC, f.case_id, f.step
LIMIT @limit;
