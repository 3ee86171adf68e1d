INSERT INTO faults.items (workspace_id, kind, id)
SELECT workspace_id, 'conversations', id FROM workspace.conversations WHERE workspace_id = @workspace
ON CONFLICT DO NOTHING
