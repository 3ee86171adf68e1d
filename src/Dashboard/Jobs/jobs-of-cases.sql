SELECT s.case_id, s.name AS step, s.status, s.job_id
FROM dashboard.steps s WHERE s.case_id = ANY(@cases) AND s.job_id IS NOT NULL
ORDER BY s.case_id, s.phase, s.name
