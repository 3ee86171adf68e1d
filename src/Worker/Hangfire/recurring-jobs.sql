-- No schedule: the job is not one of today's maintenance tasks.
SELECT s.value AS id,
       CASE WHEN EXISTS (SELECT FROM hangfire.hash j WHERE j.key = 'recurring-job:' || s.value AND j.field = 'Job' AND j.value LIKE '%offboarding.maintenance%')
            THEN h.value END AS cron
FROM hangfire.set s
LEFT JOIN hangfire.hash h ON h.key = 'recurring-job:' || s.value AND h.field = 'Cron'
WHERE s.key = 'recurring-jobs'
