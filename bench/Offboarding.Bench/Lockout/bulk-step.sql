SELECT status, done, started_at, finished_at FROM offboarding.steps WHERE case_id = @caseId AND name = 'reassign-conversations'
