-- name: outbox-hold($1, $2)
-- What was given to a broker that takes nothing now is confirmed when its alarm is over; sent again meanwhile it would be there twice.
UPDATE offboarding.outbox SET leased_until = now() + $2 WHERE id = ANY($1)

-- name: outbox-claimed(within)
-- Workers that have claimed something that is not sent, and had a second for it. What is claimed stands at the beginning of the table, or at that of
-- what ends access.
SELECT DISTINCT o.leased_by
FROM ((SELECT leased_by, leased_until FROM offboarding.outbox WHERE rejections = 0 ORDER BY id LIMIT 1000)
      UNION ALL
      (SELECT leased_by, leased_until FROM offboarding.outbox
       WHERE rejections = 0 AND exchange IN ('offboarding.run-lockout-step', 'offboarding.start-case') ORDER BY id LIMIT 1000)) o
WHERE o.leased_by IS NOT NULL AND o.leased_until > now() AND o.leased_until < now() + @within

-- name: outbox-release(workers)
UPDATE offboarding.outbox SET leased_until = '-infinity' WHERE leased_by = ANY(@workers) AND leased_until > now()

-- name: outbox-failed($1, $2, $3, $4)
-- The broker was away or slow: again after a second. The broker said no: the pause doubles, and is never the same for two, so that a message
-- that takes others down with it (a closed channel) meets other ones the next time.
UPDATE offboarding.outbox o
SET last_error = f.error,
    rejections = o.rejections + CASE WHEN f.refused THEN 1 ELSE 0 END,
    retry_at = CASE WHEN f.refused THEN now() + least(interval '1 s' * 2 ^ least(o.rejections, 20), $4) * (0.75 + random() / 2) ELSE o.retry_at END,
    leased_until = CASE WHEN f.refused THEN '-infinity' ELSE now() + interval '1 s' END
FROM unnest($1::bigint[], $2::text[], $3::boolean[]) AS f (id, error, refused)
WHERE o.id = f.id
RETURNING o.id, o.rejections

-- name: outbox-give-up($1, $2, $3, $4, $5)
WITH gone AS (
    DELETE FROM offboarding.outbox WHERE id = $1 RETURNING message_id, created_at)
INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, headers, body)
SELECT $2, 'outbox', 'not-delivered', $3, $4, jsonb_build_object('messageId', g.message_id, 'writtenAt', g.created_at), $5 FROM gone g

-- name: outbox-claim($1, $2, $3, $4, $5, $6)
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
SET leased_until = now() + $2, leased_by = $6, deliveries = o.deliveries + 1
FROM (SELECT id FROM lockout UNION SELECT id FROM fresh UNION SELECT id FROM again) due
WHERE o.id = due.id
RETURNING o.id, o.message_id, o.exchange, o.message_type, o.body, o.content_type, o.created_at, o.traceparent, o.publisher, o.was_called

-- name: outbox-add-traced($1, $2, $3, $4, $5, $6, $7)
-- What is about a case is part of the trace the case was opened in, also when an operator's command in a trace of its own brought it about.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type, traceparent)
SELECT m.id, m.exchange, m.urn, m.body, m.content_type,
       coalesce((SELECT CASE WHEN substr(c.traceparent, 4, 32) = substr(m.traceparent, 4, 32) THEN m.traceparent ELSE c.traceparent END
                 FROM offboarding.cases c WHERE c.id = m.case_id), m.traceparent)
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::uuid[]) WITH ORDINALITY
     AS m (id, exchange, urn, body, content_type, traceparent, case_id, position)
ORDER BY m.position

-- name: outbox-add($1, $2, $3, $4, $5, $6)
-- Without a look at anything else the plan is the same for one message and for ten, and PostgreSQL keeps it.
INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, content_type, traceparent)
SELECT m.id, m.exchange, m.urn, m.body, m.content_type, m.traceparent
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[]) WITH ORDINALITY AS m (id, exchange, urn, body, content_type, traceparent, position)
ORDER BY m.position
