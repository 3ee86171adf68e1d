WITH actions AS (DELETE FROM offboarding.job_actions WHERE asked_at < now() - @keep RETURNING 1)
SELECT (SELECT count(*) FROM actions) + offboarding.forget_attempts(@keep)
