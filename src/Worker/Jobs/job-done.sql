DELETE FROM offboarding.jobs WHERE what = 'step' AND subject = @caseId AND step = @step AND job_id = @jobId
