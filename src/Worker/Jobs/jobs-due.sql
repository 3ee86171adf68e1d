-- What is due has its place in the queue, exactly on time: Hangfire's own schedule has whole seconds and comes later.
SELECT j.what, j.subject, j.step FROM offboarding.jobs j WHERE j.shown = 'scheduled' AND j.due_at <= now() ORDER BY j.due_at LIMIT @most
