WITH begun AS (
    INSERT INTO offboarding.job_actions (id, action, actor, asked, done, not_possible) VALUES (@id, @action, @actor, @asked, 0, 0)
    ON CONFLICT (id) DO NOTHING)
SELECT i.job_id FROM offboarding.job_action_items i WHERE i.action_id = @id
