INSERT INTO offboarding.seat_changes (workspace_id, change, user_id, from_count, to_count, changed_by, reason, request_id)
VALUES (@WorkspaceId, @Change, @UserId, @FromCount, @ToCount, @ChangedBy, @Reason, @RequestId)
