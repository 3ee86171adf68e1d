INSERT INTO offboarding.outbox (message_id, exchange, message_type, body)
SELECT m.id, $2, $3, m.body FROM unnest($1::uuid[], $4::bytea[]) AS m (id, body)
