-- name: put-off-message($1, $2, $3, $4, $5, $6, $7)
-- Through the outbox, to the same queue: a message that is given back to the broker comes again at once, and each time counts against the queue's limit. Leased
-- to nobody it waits for its time, is no refusal, and holds up nobody.
INSERT INTO offboarding.outbox (message_id, exchange, body, content_type, traceparent, leased_until, last_error)
VALUES ($1, $2, $3, $4, $5, now() + $7, $6)

-- name: park-message($1, $2, $3, $4, $5, $6, $7)
INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, headers, body)
VALUES ($1, $2, $3, $4, nullif($5, ''), $6::jsonb, $7)
