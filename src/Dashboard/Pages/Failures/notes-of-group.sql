SELECT n.at, n.actor, n.action, n.comment, n.is_past
FROM dashboard.notes_on_groups n WHERE n.step = @step AND n.kind = @kind ORDER BY n.id DESC LIMIT 50;
