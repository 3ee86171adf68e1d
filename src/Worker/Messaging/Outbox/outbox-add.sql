-- What is about a case is part of the trace the case was opened in, also when an operator's command in a trace of its own brought it about.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type, traceparent)
VALUES ($1, $2, $3, $4, $5,
        coalesce((SELECT CASE WHEN substr(c.traceparent, 4, 32) = substr($6, 4, 32) THEN $6 ELSE c.traceparent END
                  FROM offboarding.cases c WHERE c.id = $7), $6))
