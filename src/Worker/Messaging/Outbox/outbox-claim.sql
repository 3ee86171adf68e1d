-- A short lease instead of a held transaction: a send that hangs must not hold row locks (design, section 6).
UPDATE offboarding.outbox o
SET leased_until = now() + $2, deliveries = o.deliveries + 1
FROM (SELECT id FROM offboarding.outbox
      WHERE leased_until < now()
      ORDER BY id
      LIMIT $1
      FOR UPDATE SKIP LOCKED) due
WHERE o.id = due.id
RETURNING o.id, o.message_id, o.exchange, o.message_type, o.body, o.content_type, o.created_at, o.traceparent
