WITH answer AS (
    INSERT INTO offboarding.job_action_items (action_id, job_id, outcome, why)
    VALUES (@action, @id, CASE WHEN @why::text IS NULL THEN 'done' ELSE 'not-possible' END, @why)
    ON CONFLICT DO NOTHING
    RETURNING outcome)
UPDATE offboarding.job_actions o
SET done = o.done + (SELECT count(*) FROM answer WHERE outcome = 'done'),
    not_possible = o.not_possible + (SELECT count(*) FROM answer WHERE outcome = 'not-possible')
WHERE o.id = @action
