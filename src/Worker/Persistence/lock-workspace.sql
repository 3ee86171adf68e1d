-- A statement of its own: one that waits counts what it saw before it waited.
SELECT id FROM workspace.workspaces WHERE id = @workspaceId FOR NO KEY UPDATE
