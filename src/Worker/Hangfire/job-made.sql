-- A later slice may have been asked for since; its row waits for a job of its own.
UPDATE offboarding.step_jobs SET job_id = @jobId, replaces = NULL
WHERE workspace_id = @workspaceId AND case_id = @caseId AND step = @step AND slice = @slice AND job_id IS NULL
