-- The steps begin anew, with a fresh number of attempts; what they did so far stays counted.
WITH reopened AS (
    UPDATE offboarding.cases
    SET state = 'handing-over', completed_at = NULL, reopened = reopened + 1, nudged_at = now()
    WHERE id = @caseId AND state = 'completed'
    RETURNING workspace_id, id)
UPDATE offboarding.steps s
SET status = 'waiting', total = NULL, resume_after = 0, slice = s.slice + 1, attempt_limit = s.attempts + @attempts, finished_at = NULL,
    progress_at = now()
FROM reopened r
WHERE s.workspace_id = r.workspace_id AND s.case_id = r.id AND s.name = ANY (@steps) AND s.status = 'done'
