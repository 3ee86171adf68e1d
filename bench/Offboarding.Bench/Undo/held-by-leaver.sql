SELECT count(*) FROM workspace.conversations WHERE workspace_id = @workspace AND assignee_id = @leaver AND status <> 'closed'
