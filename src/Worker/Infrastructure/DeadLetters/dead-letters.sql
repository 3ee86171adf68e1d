-- name: put-off-messages($1, $2, $3, $4, $5, $6, $7, $8)
-- Through the outbox, to the same queue: a message that is given back to the broker comes again at once, and each time counts against the queue's limit. Leased
-- to nobody it waits for its time, is no refusal, and holds up nobody.
INSERT INTO offboarding.outbox (message_id, exchange, body, content_type, traceparent, publisher, leased_until, last_error)
SELECT m.message_id, m.exchange, m.body, m.content_type, m.traceparent, m.publisher, now() + m.pause, m.why
FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::interval[])
     AS m (message_id, exchange, body, content_type, traceparent, publisher, why, pause)

-- name: keep-waiting($1, $2, $3, $4, $5, $6, $7)
INSERT INTO offboarding.waiting_messages (workspace_id, message_id, exchange, body, content_type, traceparent, publisher)
SELECT m.workspace_id, m.message_id, m.exchange, m.body, m.content_type, m.traceparent, m.publisher
FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::uuid[]) WITH ORDINALITY
     AS m (message_id, exchange, body, content_type, traceparent, publisher, workspace_id, position)
ORDER BY m.position

-- name: park-messages($1, $2, $3, $4, $5, $6, $7)
-- In the order in which they came, also within a group.
INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, headers, body, parked_at)
SELECT m.message_name, m.endpoint, m.reason, m.error, nullif(m.content_type, ''), m.headers::jsonb, m.body, clock_timestamp()
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[]) AS m (message_name, endpoint, reason, error, content_type, headers, body)
