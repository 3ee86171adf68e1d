-- A request that was refused and replayed gets a new answer.
INSERT INTO offboarding.answers AS a (workspace_id, request_id, message_name, user_id, fingerprint, events, refusal_id)
VALUES (@WorkspaceId, @RequestId, @messageName, @userId, @fingerprint, @events::json, @refusalId)
ON CONFLICT (workspace_id, request_id) DO UPDATE
SET message_name = excluded.message_name, user_id = excluded.user_id, fingerprint = excluded.fingerprint, events = excluded.events,
    refusal_id = excluded.refusal_id, answered_at = now()
