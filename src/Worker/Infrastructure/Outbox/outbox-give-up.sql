WITH gone AS (
    DELETE FROM offboarding.outbox WHERE id = $1 RETURNING message_id, created_at)
INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, headers, body)
SELECT $2, 'outbox', 'not-delivered', $3, $4, jsonb_build_object('messageId', g.message_id, 'writtenAt', g.created_at), $5 FROM gone g
