SELECT n.at, n.actor, n.action, n.comment FROM dashboard.notes n
WHERE n.case_id IS NULL AND n.step = @step AND n.kind = @kind ORDER BY n.id DESC LIMIT 50;
