-- name: trend-of-week(begins, ends, target)
-- One week by indexes alone. What is over does not change any more: the reader keeps it.
SELECT (SELECT count(*) FROM dashboard.requests r WHERE r.requested_at >= @begins AND r.requested_at < @ends) AS requested,
       (SELECT count(*) FROM dashboard.completions c WHERE c.completed_at >= @begins AND c.completed_at < @ends) AS completed,
       l.late, l.lockout95
FROM (SELECT count(*) FILTER (WHERE e.took > @target) AS late, percentile_disc(0.95) WITHIN GROUP (ORDER BY e.took) AS lockout95
      FROM dashboard.lockouts e WHERE e.ended_at >= @begins AND e.ended_at < @ends) l;

SELECT a.step, count(DISTINCT a.case_id) AS failed, count(*) AS attempts FROM dashboard.step_attempts a WHERE a.failed_at >= @begins AND a.failed_at < @ends GROUP BY a.step;
