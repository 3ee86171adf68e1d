-- Whether anything changed, and how long it is until the next retry or date is due; negative: it is due.
SELECT EXISTS (SELECT FROM offboarding.job_changes) AS changed,
       (SELECT min(j.due_at) FROM offboarding.jobs j WHERE j.shown = 'scheduled') - now() AS due_in
