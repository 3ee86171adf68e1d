INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type) VALUES ($1, $2, $3, $4, $5)
