-- Without a look at anything else the plan is the same for one message and for ten, and PostgreSQL keeps it.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type, traceparent)
SELECT m.id, m.exchange, m.urn, m.body, m.content_type, m.traceparent
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[]) WITH ORDINALITY AS m (id, exchange, urn, body, content_type, traceparent, position)
ORDER BY m.position
