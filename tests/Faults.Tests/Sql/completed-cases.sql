SELECT id::text FROM offboarding.cases WHERE kind = 'deactivate' AND state = 'completed' AND reopened = 0
