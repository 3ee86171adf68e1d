-- The answer to this person's request; else the answer that the request id got when it was used for somebody else. That
-- somebody's request id was in use already is no use of it.
SELECT id, message_name, workspace_id, user_id, request_id, code, message, help, errors::text AS errors, refused_at
FROM offboarding.refusals
WHERE workspace_id = @workspaceId AND request_id = @requestId AND code <> 'invalid-request' AND replayed_at IS NULL
  AND (user_id = @userId OR code <> 'conflicting-request')
ORDER BY user_id = @userId DESC, refused_at
LIMIT 1
