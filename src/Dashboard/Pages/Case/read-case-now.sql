SELECT c.id, c.workspace_id, c.kind, c.state, c.due_at, c.return_at, c.return_status,
       (SELECT u.undone_by FROM dashboard.undone_cases u WHERE u.workspace_id = c.workspace_id AND u.case_id = c.id) AS undone_by,
       EXISTS (SELECT FROM dashboard.handover_ledger h WHERE h.workspace_id = c.workspace_id AND h.case_id = c.id) AS moved
FROM dashboard.cases c WHERE c.id = @id;

SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at
FROM dashboard.steps s WHERE s.case_id = @id;

-- Who acted on it last, with effect.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details
FROM dashboard.audit a
WHERE a.case_id = @id AND a.operation_id IS NOT NULL AND a.action NOT IN ('command-sent', 'started', 'scheduled', 'step-retry-declined')
ORDER BY a.id DESC LIMIT 1;
