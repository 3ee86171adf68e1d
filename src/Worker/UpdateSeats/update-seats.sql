-- Under the workspace's lock, so that a seat which is taken in the same moment is counted.
WITH seats AS (
    SELECT w.id, w.seat_limit,
           (SELECT count(*)::int FROM workspace.users u
            WHERE u.workspace_id = w.id AND u.status = 'active' AND u.kind = 'full') AS in_use
    FROM workspace.workspaces w WHERE w.id = @WorkspaceId),
lowered AS (
    UPDATE workspace.workspaces w SET seat_limit = w.seat_limit - 1
    FROM seats WHERE w.id = seats.id AND @LowerSeatLimit AND seats.seat_limit > seats.in_use
    RETURNING w.seat_limit)
SELECT coalesce((SELECT seat_limit FROM lowered), seats.seat_limit), seats.in_use, EXISTS (SELECT FROM lowered) FROM seats
