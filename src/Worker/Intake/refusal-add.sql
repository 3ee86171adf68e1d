-- A message that was replayed and is refused again keeps what it was refused for before.
INSERT INTO offboarding.refusals AS r (id, message_name, workspace_id, user_id, request_id, code, message, help, errors, body, content_type, asker_was_permitted)
VALUES (@id, @messageName, @workspaceId, @userId, @requestId, @code, @message, @help, @errors::jsonb, @body, @contentType, @AskerWasPermitted)
ON CONFLICT (id) DO UPDATE
SET user_id = excluded.user_id, code = excluded.code, message = excluded.message, help = excluded.help, errors = excluded.errors,
    body = excluded.body, content_type = excluded.content_type, refused_at = now(), replayed_at = NULL, replayed_by = NULL,
    discarded_at = NULL, discarded_by = NULL, discard_reason = NULL, discard_request = NULL,
    asker_was_permitted = r.asker_was_permitted OR excluded.asker_was_permitted,
    earlier = CASE WHEN r.replayed_at IS NULL THEN r.earlier
                   ELSE r.earlier || jsonb_build_object('code', r.code, 'message', r.message, 'refusedAt', r.refused_at, 'replayedAt', r.replayed_at, 'replayedBy', r.replayed_by) END
RETURNING refused_at
