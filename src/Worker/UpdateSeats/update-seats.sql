-- Under the workspace's lock, so that a seat which is taken in the same moment is counted.
WITH locked AS (
    SELECT w.id, w.seat_limit,
           (SELECT count(*)::int FROM workspace.users u
            WHERE u.workspace_id = w.id AND u.status = 'active' AND u.kind = 'full') AS in_use
    FROM workspace.workspaces w WHERE w.id = @WorkspaceId FOR NO KEY UPDATE),
lowered AS (
    UPDATE workspace.workspaces w SET seat_limit = w.seat_limit - 1
    FROM locked WHERE w.id = locked.id AND @LowerSeatLimit AND locked.seat_limit > locked.in_use
    RETURNING w.seat_limit)
SELECT coalesce((SELECT seat_limit FROM lowered), locked.seat_limit), locked.in_use, EXISTS (SELECT FROM lowered) FROM locked
