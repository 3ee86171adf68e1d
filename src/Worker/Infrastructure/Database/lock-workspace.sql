-- A statement of its own: one that waits counts what it saw before it waited. The timeout is for this row alone.
SET LOCAL lock_timeout = '1s';
SELECT id FROM workspace.workspaces WHERE id = @workspaceId FOR NO KEY UPDATE;
SET LOCAL lock_timeout = DEFAULT
