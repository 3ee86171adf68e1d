-- Deletes what was confirmed, and takes what is next, in one commit. A short lease instead of a held transaction: a send that hangs must not
-- hold row locks (design, section 6). What ends access comes first; what the broker refused before is few, and keeps nobody waiting.
WITH confirmed AS (
    DELETE FROM offboarding.outbox WHERE id = ANY($3)),
lockout AS (
    SELECT id FROM offboarding.outbox
    WHERE rejections = 0 AND exchange IN ('offboarding.run-lockout-step', 'offboarding.start-case')
      AND leased_until < now() AND id <> ALL($3) AND exchange <> ALL($4)
    ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
fresh AS (
    SELECT id FROM offboarding.outbox
    WHERE rejections = 0 AND leased_until < now() AND id <> ALL($3) AND exchange <> ALL($4)
    ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
again AS (
    SELECT id FROM offboarding.outbox
    WHERE rejections > 0 AND retry_at <= now() AND leased_until < now() AND exchange <> ALL($4)
    ORDER BY retry_at LIMIT $5 FOR UPDATE SKIP LOCKED)
UPDATE offboarding.outbox o
SET leased_until = now() + $2, deliveries = o.deliveries + 1
FROM (SELECT id FROM lockout UNION SELECT id FROM fresh UNION SELECT id FROM again) due
WHERE o.id = due.id
RETURNING o.id, o.message_id, o.exchange, o.message_type, o.body, o.content_type, o.created_at, o.traceparent
