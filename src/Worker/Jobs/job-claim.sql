-- The step's row is locked. A retry that is due is this job's; one that it had claimed before is claimed again, because its worker was killed
-- or the job was delivered twice: whoever comes last goes on, the other one stops at its next batch.
WITH claimed AS (
    UPDATE offboarding.steps s
    SET status = CASE WHEN s.status = 'retrying' THEN 'ready' ELSE s.status END, slice = s.slice + 1, progress_at = now(), next_attempt_at = NULL
    FROM offboarding.jobs j, offboarding.cases c
    WHERE s.case_id = @caseId AND s.name = @step AND s.slice = @seenSlice
      AND j.what = 'step' AND j.subject = s.case_id AND j.step = s.name AND j.job_id = @jobId
      AND c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
      AND ((s.status = 'retrying' AND s.next_attempt_at <= now()) OR (s.status IN ('ready', 'running') AND j.slice = s.slice))
    RETURNING s.case_id, s.name, s.slice)
UPDATE offboarding.jobs j
SET slice = c.slice, shown = 'queued', changed_at = now()
FROM claimed c
WHERE j.what = 'step' AND j.subject = c.case_id AND j.step = c.name
RETURNING j.slice
