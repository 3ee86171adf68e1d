SELECT id, message_name, user_id, code, message, help, refused_at
FROM offboarding.refusals
WHERE workspace_id = @workspaceId AND request_id = @requestId AND code <> 'invalid-request' AND replayed_at IS NULL
