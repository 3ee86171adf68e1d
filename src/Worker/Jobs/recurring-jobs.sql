-- Our recurring jobs: those of maintenance with their schedule, and without one those of a type that an older version had. Others' are not looked at.
SELECT s.value AS id, CASE WHEN job.value LIKE '%"offboarding.maintenance"%' THEN h.value END AS cron
FROM hangfire.set s
JOIN hangfire.hash job ON job.key = 'recurring-job:' || s.value AND job.field = 'Job' AND job.value LIKE '%"offboarding.%'
LEFT JOIN hangfire.hash h ON h.key = job.key AND h.field = 'Cron'
WHERE s.key = 'recurring-jobs'
