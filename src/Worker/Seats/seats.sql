-- name: set-seat-limit(SeatLimit, WorkspaceId)
UPDATE workspace.workspaces SET seat_limit = @SeatLimit WHERE id = @WorkspaceId RETURNING now()

-- name: seat-count(workspaceId)
SELECT seat_limit, in_use FROM workspace.seats WHERE workspace_id = @workspaceId

-- name: seat-change-add(WorkspaceId, Change, UserId, FromCount, ToCount, ChangedBy, Reason, RequestId)
INSERT INTO offboarding.seat_changes (workspace_id, change, user_id, from_count, to_count, changed_by, reason, request_id)
VALUES (@WorkspaceId, @Change, @UserId, @FromCount, @ToCount, @ChangedBy, @Reason, @RequestId)

-- name: update-seats(WorkspaceId, LowerSeatLimit, RequestedBy, Reason, RequestId, UserId)
-- Under the workspace's lock, so that a seat which is taken in the same moment is counted. The ledger gets a line for the seat,
-- and one for the limit if that was lowered.
WITH lowered AS (
    UPDATE workspace.workspaces w SET seat_limit = w.seat_limit - 1
    FROM workspace.seats s WHERE w.id = @WorkspaceId AND s.workspace_id = w.id AND @LowerSeatLimit AND s.seat_limit > s.in_use
    RETURNING w.seat_limit),
seats AS (
    SELECT coalesce((SELECT l.seat_limit FROM lowered l), s.seat_limit) AS seat_limit, s.in_use, EXISTS (SELECT FROM lowered) AS was_lowered
    FROM workspace.seats s WHERE s.workspace_id = @WorkspaceId),
ledger AS (
    INSERT INTO offboarding.seat_changes (workspace_id, change, user_id, from_count, to_count, changed_by, reason, request_id)
    SELECT @WorkspaceId, line.change, line.user_id, line.from_count, line.to_count, @RequestedBy, @Reason, @RequestId
    FROM seats s
    CROSS JOIN LATERAL (VALUES ('released', @UserId, s.in_use + 1, s.in_use, true),
                               ('limit', NULL, s.seat_limit + 1, s.seat_limit, s.was_lowered)) AS line (change, user_id, from_count, to_count, applies)
    WHERE line.applies)
SELECT seat_limit, in_use, was_lowered FROM seats
