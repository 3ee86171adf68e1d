-- The oldest changes, with the last reason that was given for each. Nothing is returned where another worker is at it: one at a time,
-- so that no job is made twice.
WITH taken AS (
    DELETE FROM offboarding.job_changes c
    WHERE c.id IN (SELECT n.id FROM offboarding.job_changes n ORDER BY n.id LIMIT @most)
    RETURNING c.id, c.what, c.subject, c.step, c.reason)
SELECT t.what, t.subject, t.step, (array_agg(t.reason ORDER BY t.id DESC) FILTER (WHERE t.reason IS NOT NULL))[1] AS reason
FROM taken t
GROUP BY t.what, t.subject, t.step
