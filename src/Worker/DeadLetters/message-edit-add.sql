INSERT INTO offboarding.message_edits (id, message_id, message_name, sent, errors, original_body, original_content_type, body, edited_by, reason, workspace_id, request_id)
VALUES (@RequestId, @MessageId, @Exchange, @sent, @errors::jsonb, @original, @originalContentType, @edited, @RequestedBy, @Reason, @WorkspaceId, @editedRequest)
ON CONFLICT (id) DO NOTHING
