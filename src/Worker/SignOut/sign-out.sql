-- name: count-access(WorkspaceId, UserId)
SELECT (SELECT count(*) FROM workspace.sessions
        WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND ended_at IS NULL)
     + (SELECT count(*) FROM workspace.api_tokens
        WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND revoked_at IS NULL)

-- name: sign-out-sessions(CaseId, WorkspaceId, UserId, BatchSize)
-- The time is the clock's, and not the start of the transaction: that may be the one that opened the case, and then nothing would seem to have taken any time.
WITH ended AS (
    UPDATE workspace.sessions s SET ended_at = now(), ended_by = @CaseId
    FROM (SELECT id FROM workspace.sessions
          WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND ended_at IS NULL
          ORDER BY id LIMIT @BatchSize FOR NO KEY UPDATE) open
    WHERE s.workspace_id = @WorkspaceId AND s.id = open.id
    RETURNING s.id),
revoked AS (
    UPDATE workspace.api_tokens t SET revoked_at = now(), revoked_by = @CaseId
    FROM (SELECT id FROM workspace.api_tokens
          WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND revoked_at IS NULL
          ORDER BY id LIMIT @BatchSize FOR NO KEY UPDATE) valid
    WHERE t.workspace_id = @WorkspaceId AND t.id = valid.id
    RETURNING t.id)
SELECT (SELECT count(*)::int FROM ended), (SELECT count(*)::int FROM revoked), clock_timestamp()
