-- Steps that failed, or wait for their next attempt, with the kind of their last error: its type, and for an error of the database its code.
CREATE VIEW offboarding.failing_steps AS
SELECT s.workspace_id, s.case_id, s.name AS step, s.phase, s.status, s.attempts, s.next_attempt_at, coalesce(a.failed_at, s.progress_at) AS failed_at,
       a.started_at, coalesce(a.message, s.last_error, '') AS message,
       coalesce(a.error_type, 'unknown') || CASE WHEN a.message ~ '^[0-9A-Z]{5}: ' THEN ' ' || left(a.message, 5) ELSE '' END AS kind
FROM offboarding.steps s
LEFT JOIN offboarding.step_attempts a ON a.workspace_id = s.workspace_id AND a.case_id = s.case_id AND a.step = s.name AND a.attempt = s.attempts
WHERE s.status IN ('failed', 'retrying');

-- A step that waits for its next attempt can be tried at once, alone and in bulk, as one that failed can.
CREATE OR REPLACE VIEW offboarding.possible_acts AS
SELECT 'retry-steps'::text AS kind, s.workspace_id, s.case_id, s.name AS step
FROM offboarding.steps s JOIN offboarding.cases c ON c.workspace_id = s.workspace_id AND c.id = s.case_id
WHERE s.status = 'failed' OR (s.status = 'retrying' AND c.state IN ('signing-out', 'handing-over', 'needs-attention'))
UNION ALL
SELECT 'skip-steps', s.workspace_id, s.case_id, s.name
FROM offboarding.steps s JOIN offboarding.cases c ON c.workspace_id = s.workspace_id AND c.id = s.case_id
WHERE s.status = 'failed' AND s.phase > 1 AND c.state NOT IN ('completed', 'refused', 'cancelled')
UNION ALL
SELECT 'pause-cases', c.workspace_id, c.id, NULL
FROM offboarding.cases c
WHERE c.state IN ('signing-out', 'handing-over', 'needs-attention')
  AND NOT EXISTS (SELECT FROM offboarding.steps s
                  WHERE s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.phase <= 1 AND s.status NOT IN ('done', 'skipped'))
UNION ALL
SELECT 'resume-cases', c.workspace_id, c.id, NULL FROM offboarding.cases c WHERE c.state = 'paused'
UNION ALL
SELECT 'cancel-cases', c.workspace_id, c.id, NULL FROM offboarding.cases c WHERE c.state IN ('scheduled', 'held-for-approval');
