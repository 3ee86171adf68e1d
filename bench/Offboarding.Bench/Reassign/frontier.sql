SELECT resume_after FROM offboarding.steps WHERE case_id = $1 AND name = 'reassign-conversations'
