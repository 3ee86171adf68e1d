-- Whoever takes or frees a seat holds this. A statement of its own: one that waits counts what it saw before it waited.
SELECT id FROM workspace.workspaces WHERE id = @WorkspaceId FOR NO KEY UPDATE
