UPDATE offboarding.steps SET total = 1000000, done = @done, progress_at = now() WHERE case_id = ANY (@cases) AND name = 'reassign-conversations';
