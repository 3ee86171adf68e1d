-- Milliseconds from the time the second attempt was due to its start, in the order in which they were due.
SELECT (extract(epoch FROM a.started_at - (s.data ->> 'EnqueueAt')::timestamptz) * 1000)::float8
FROM hangfire.state s
JOIN offboarding.jobs j ON j.job_id = s.jobid AND j.what = 'step'
JOIN offboarding.step_attempts a ON a.case_id = j.subject AND a.step = j.step AND a.attempt = 2
WHERE s.name = 'Scheduled'
ORDER BY (s.data ->> 'EnqueueAt')::timestamptz
