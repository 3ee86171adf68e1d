INSERT INTO offboarding.job_changes (what, subject, step, reason) VALUES (@what, @subject, @step, @reason)
