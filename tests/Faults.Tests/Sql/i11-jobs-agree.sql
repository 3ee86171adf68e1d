-- I11: Hangfire's lists agree with the rows, in both directions.
SELECT format('step %s of case %s is %s, its job %s', s.name, s.case_id, s.status, coalesce(h.statename, 'is not there'))
FROM offboarding.steps s
LEFT JOIN offboarding.jobs j ON j.what = 'step' AND j.subject = s.case_id AND j.step = s.name
LEFT JOIN hangfire.job h ON h.id = j.job_id
WHERE (s.status = 'failed' AND h.statename IS DISTINCT FROM 'Failed')
   OR (s.status = 'retrying' AND coalesce(h.statename, '') NOT IN ('Scheduled', 'Enqueued', 'Processing'))
   OR (s.status IN ('done', 'skipped') AND h.statename IN ('Scheduled', 'Failed', 'Enqueued', 'Processing'))
UNION ALL
SELECT format('job %s is %s and nothing wants it', h.id, h.statename)
FROM hangfire.job h
WHERE h.statename IN ('Scheduled', 'Failed') AND NOT EXISTS (SELECT FROM offboarding.jobs j WHERE j.job_id = h.id AND j.shown IN ('scheduled', 'failed', 'queued'))
  AND h.arguments ->> 0 LIKE '"%-%-%-%-%"'
