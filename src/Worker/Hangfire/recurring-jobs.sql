SELECT s.value AS id, h.value AS cron
FROM hangfire.set s
JOIN hangfire.hash h ON h.key = 'recurring-job:' || s.value AND h.field = 'Cron'
WHERE s.key = 'recurring-jobs'
  AND EXISTS (SELECT FROM hangfire.hash j WHERE j.key = h.key AND j.field = 'Job' AND j.value LIKE '%offboarding.maintenance%')
