INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, headers, body)
VALUES ($1, $2, $3, $4, nullif($5, ''), $6::jsonb, $7)
