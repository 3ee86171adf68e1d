SELECT EXISTS (SELECT FROM offboarding.job_changes) OR EXISTS (SELECT FROM offboarding.jobs WHERE shown = 'scheduled' AND due_at <= now())
