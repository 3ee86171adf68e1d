WITH gone AS (DELETE FROM offboarding.workers WHERE seen_at < now() - interval '1 day' RETURNING 1)
SELECT count(*) FROM gone
