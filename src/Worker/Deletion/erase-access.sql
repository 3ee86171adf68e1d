WITH sessions AS (
    DELETE FROM workspace.sessions s
    USING (SELECT id FROM workspace.sessions WHERE workspace_id = @WorkspaceId AND user_id = @UserId
           ORDER BY id LIMIT @BatchSize FOR UPDATE) kept
    WHERE s.workspace_id = @WorkspaceId AND s.id = kept.id
    RETURNING s.id),
tokens AS (
    DELETE FROM workspace.api_tokens t
    USING (SELECT id FROM workspace.api_tokens WHERE workspace_id = @WorkspaceId AND user_id = @UserId
           ORDER BY id LIMIT @BatchSize FOR UPDATE) kept
    WHERE t.workspace_id = @WorkspaceId AND t.id = kept.id
    RETURNING t.id)
SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM tokens)
