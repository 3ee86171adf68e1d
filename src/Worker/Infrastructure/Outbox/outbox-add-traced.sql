-- What is about a case is part of the trace the case was opened in, also when an operator's command in a trace of its own brought it about.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type, traceparent)
SELECT m.id, m.exchange, m.urn, m.body, m.content_type,
       coalesce((SELECT CASE WHEN substr(c.traceparent, 4, 32) = substr(m.traceparent, 4, 32) THEN m.traceparent ELSE c.traceparent END
                 FROM offboarding.cases c WHERE c.id = m.case_id), m.traceparent)
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::uuid[]) WITH ORDINALITY
     AS m (id, exchange, urn, body, content_type, traceparent, case_id, position)
ORDER BY m.position
