SELECT count(*)
FROM (SELECT FROM workspace.conversations
      WHERE workspace_id = @workspace AND assignee_id = @leaver AND status <> 'closed'
      ORDER BY id LIMIT 25
      FOR UPDATE) held;
