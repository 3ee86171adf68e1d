-- The link goes: the job that ran keeps its result, and the date gets another one.
WITH unlinked AS (DELETE FROM offboarding.jobs WHERE what = @what AND subject = @subject)
INSERT INTO offboarding.job_changes (what, subject) VALUES (@what, @subject)
