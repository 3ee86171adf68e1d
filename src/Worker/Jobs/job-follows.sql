UPDATE offboarding.jobs SET slice = @slice, changed_at = now() WHERE what = 'step' AND subject = @caseId AND step = @step AND job_id = @jobId
