-- Milliseconds from the transaction that recorded the failure to the job's state, for each; and from the last failure to the last state.
SELECT array_agg((extract(epoch FROM s.createdat - a.failed_at) * 1000)::float8),
       extract(epoch FROM max(s.createdat) - max(a.failed_at))::float8
FROM hangfire.job h
JOIN hangfire.state s ON s.id = h.stateid
JOIN offboarding.jobs j ON j.job_id = h.id AND j.what = 'step'
JOIN offboarding.step_attempts a ON a.case_id = j.subject AND a.step = j.step
