SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at
FROM dashboard.steps s WHERE s.case_id = @id AND s.name = @step;

-- Who acted on the step last, with effect.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details
FROM dashboard.audit a
WHERE a.case_id = @id AND a.operation_id IS NOT NULL AND a.details ->> 'step' = @step
  AND a.action NOT IN ('step-retry-declined', 'command-sent')
ORDER BY a.id DESC LIMIT 1;
