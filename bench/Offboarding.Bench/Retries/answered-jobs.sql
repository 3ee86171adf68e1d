SELECT count(*) FROM offboarding.job_action_items
