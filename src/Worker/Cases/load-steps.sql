SELECT name, phase::int, status, done FROM offboarding.steps WHERE case_id = @caseId ORDER BY phase, name
