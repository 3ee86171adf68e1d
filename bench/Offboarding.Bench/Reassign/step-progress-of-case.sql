SELECT s.status, s.done, s.started_at, s.finished_at, s.last_error, c.completed_at
FROM offboarding.steps s
JOIN offboarding.cases c ON c.id = s.case_id
WHERE s.case_id = @caseId AND s.name = 'reassign-conversations'
