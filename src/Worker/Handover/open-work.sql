SELECT 'conversations', (SELECT count(*) FROM workspace.conversations
                         WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status <> 'closed')
UNION ALL
SELECT 'contacts', (SELECT count(*) FROM workspace.contacts
                    WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status <> 'deleted')
UNION ALL
SELECT 'leads', (SELECT count(*) FROM workspace.leads
                 WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status = 'open')
UNION ALL
SELECT 'tasks', (SELECT count(*) FROM workspace.tasks
                 WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status = 'pending')
