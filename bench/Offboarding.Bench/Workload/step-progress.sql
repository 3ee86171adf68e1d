SELECT c.state, s.status, s.done, s.started_at, s.finished_at, s.last_error, c.requested_at, c.completed_at
FROM offboarding.cases c
LEFT JOIN offboarding.steps s ON s.case_id = c.id AND s.name = @step
WHERE c.id = @caseId
