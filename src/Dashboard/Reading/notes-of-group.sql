-- Who took on an earlier trouble of the same kind does not have this one: a step that fails now had failed when it was taken on.
SELECT n.at, n.actor, n.action, n.comment,
       n.action = 'taken-on'
       AND NOT EXISTS (SELECT FROM dashboard.failing_steps f LEFT JOIN dashboard.step_attempts a ON a.case_id = f.case_id AND a.step = f.step
                       WHERE f.step = @step AND f.kind = @kind AND least(f.failed_at, a.failed_at) <= n.at) AS is_past
FROM (SELECT * FROM dashboard.notes n WHERE n.case_id IS NULL AND n.step = @step AND n.kind = @kind ORDER BY n.id DESC LIMIT 50) n
ORDER BY n.id DESC;
