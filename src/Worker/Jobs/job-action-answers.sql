-- One answer for each job; what was not done says how the step or the date stands.
WITH answers AS (
    INSERT INTO offboarding.job_action_items (action_id, job_id, outcome, why)
    SELECT @id, a.job_id, CASE WHEN a.number = ANY (@done) THEN 'done' ELSE 'not-possible' END,
           CASE WHEN a.number = ANY (@done) THEN NULL
                WHEN j.job_id IS NULL THEN 'this job is no waiting retry, no failed step and no date to come (any more)'
                WHEN j.what <> 'step' AND @action = 'delete' THEN 'a date is cancelled or rescheduled on the page of its case; deleting its job would change nothing'
                WHEN j.what <> 'step' THEN 'the date is being looked at already'
                WHEN c.state = 'paused' AND s.status = 'retrying' THEN 'the case is paused; resume it'
                WHEN c.state IN ('completed', 'refused', 'cancelled') THEN 'the case is ' || c.state
                WHEN @action = 'requeue' AND s.status = 'retrying' THEN 'the step waits for its next attempt; use Enqueue now'
                WHEN @action = 'enqueue-now' AND s.status = 'failed' THEN 'the step has failed; use Requeue'
                ELSE 'the step is ' || coalesce(s.status, 'gone') || ' now' END
    FROM unnest(@asked::text[], @ids::bigint[]) AS a (job_id, number)
    LEFT JOIN LATERAL (SELECT l.job_id, l.what, l.subject, l.step FROM offboarding.jobs l WHERE l.job_id = a.number LIMIT 1) j ON true
    LEFT JOIN offboarding.cases c ON j.what = 'step' AND c.id = j.subject
    LEFT JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = j.step
    ON CONFLICT DO NOTHING
    RETURNING outcome)
UPDATE offboarding.job_actions o
SET done = o.done + (SELECT count(*) FROM answers WHERE outcome = 'done'),
    not_possible = o.not_possible + (SELECT count(*) FROM answers WHERE outcome = 'not-possible')
WHERE o.id = @id
