INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer, previewed_at)
VALUES (@id, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @fingerprint, @answer::json, now())
