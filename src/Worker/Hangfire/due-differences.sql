-- Nothing is returned where another worker is at it already.
WITH mine AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.due-jobs', 0)) AS mine),
dates AS (
    SELECT CASE kind WHEN 'delete' THEN 'deletion' ELSE 'last-day' END AS what, id AS subject, due_at
    FROM offboarding.cases WHERE state = 'scheduled' AND due_at > now()
    UNION ALL
    SELECT 'return', case_id, return_at FROM offboarding.returns WHERE status = 'expected' AND return_at > now())
SELECT coalesce(d.what, j.what) AS what, coalesce(d.subject, j.subject) AS subject, d.due_at, j.job_id
FROM dates d
FULL JOIN offboarding.due_jobs j ON j.what = d.what AND j.subject = d.subject
CROSS JOIN mine
WHERE mine.mine AND d.due_at IS DISTINCT FROM j.due_at
LIMIT 1000
