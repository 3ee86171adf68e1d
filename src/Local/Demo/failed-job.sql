-- The job is a picture of the row and a moment later than it.
SELECT s.name AS "Step", s.last_error AS "Error", s.job_id AS "JobId"
FROM dashboard.steps s
JOIN hangfire.job j ON j.id::text = s.job_id AND j.statename = 'Failed'
WHERE s.case_id = @caseId AND s.status = 'failed'
ORDER BY s.phase, s.name
LIMIT 1;
