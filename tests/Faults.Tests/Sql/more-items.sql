WITH more AS (
    INSERT INTO workspace.conversations (workspace_id, id, assignee_id, status, subject)
    SELECT @workspace, n, @leaver, 'open', 'One of many' FROM generate_series(@first::bigint, @first + @count - 1) n
    RETURNING workspace_id, id)
INSERT INTO faults.items (workspace_id, kind, id) SELECT workspace_id, 'conversations', id FROM more
