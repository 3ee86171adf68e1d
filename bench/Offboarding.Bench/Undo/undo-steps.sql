SELECT c.state, s.done, s.started_at, s.finished_at, c.completed_at, s.last_error
FROM offboarding.cases c
LEFT JOIN offboarding.steps s ON s.case_id = c.id AND s.name = @step
WHERE c.id = @caseId
