INSERT INTO offboarding.refusals (id, message_name, workspace_id, user_id, request_id, code, message, help, errors, body, content_type)
VALUES (@id, @messageName, @workspaceId, @userId, @requestId, @code, @message, @help, @errors::jsonb, @body, @contentType)
ON CONFLICT (id) DO UPDATE
SET user_id = excluded.user_id, code = excluded.code, message = excluded.message, help = excluded.help, errors = excluded.errors,
    body = excluded.body, content_type = excluded.content_type, refused_at = now(), replayed_at = NULL, replayed_by = NULL,
    discarded_at = NULL, discarded_by = NULL, discard_reason = NULL, discard_request = NULL
RETURNING refused_at
