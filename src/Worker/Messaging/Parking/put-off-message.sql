-- Through the outbox, to the same queue: a message that is given back to the broker comes again at once, and each time counts against the queue's limit. As
-- one that was refused once it waits for its time in an index, and holds up nobody.
INSERT INTO offboarding.outbox (message_id, exchange, body, content_type, traceparent, rejections, retry_at, last_error)
VALUES ($1, $2, $3, $4, $5, 1, now() + interval '1 s' * (0.5 + random()), $6)
