INSERT INTO offboarding.job_changes (what, subject, step) VALUES ('step', @caseId, @step)
