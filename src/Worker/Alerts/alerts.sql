-- name: alert-done(error, givenUp, id)
-- A channel that is away is asked again ever later, up to every ten minutes, for a day. What is given up then is told again, if it is not
-- over: it has not reached everybody. A message has the time of what it tells, because both were written in one transaction.
WITH untold AS (
    DELETE FROM offboarding.alerts a USING offboarding.alert_messages m
    WHERE @error::text IS NOT NULL AND @givenUp AND m.id = @id AND a.told_at = m.created_at)
UPDATE offboarding.alert_messages
SET attempts = attempts + 1, last_error = @error, sent_at = CASE WHEN @error::text IS NULL THEN now() END,
    next_attempt_at = CASE WHEN @error::text IS NOT NULL AND NOT @givenUp THEN now() + least(interval '2 s' * 2 ^ least(attempts, 20), interval '10 min') END
WHERE id = @id

-- name: alert-take()
-- Takes a message for a minute: longer than the patience with a channel, so that nobody else sends it meanwhile, and if this worker dies
-- another one does after it. Only the oldest that a channel waits for: one that is away does not hold up the others once for each of its messages.
UPDATE offboarding.alert_messages
SET next_attempt_at = now() + interval '1 min'
WHERE id = (SELECT m.id FROM offboarding.alert_messages m
            WHERE m.next_attempt_at <= now()
              AND NOT EXISTS (SELECT FROM offboarding.alert_messages o WHERE o.channel = m.channel AND o.id < m.id AND o.next_attempt_at IS NOT NULL)
            ORDER BY m.next_attempt_at, m.id
            LIMIT 1
            FOR UPDATE SKIP LOCKED)
RETURNING id, channel, title, body, created_at < now() - interval '1 day' AS is_old

-- name: alerts-lock()
SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.alerts', 0))

-- name: alerts-found(lateLockoutAfter)
-- Every trouble that operators are told of, as it is now; what is alike is one row. No names.
SELECT 'failed-steps' AS kind, f.step || ' ' || f.kind AS subject, count(*) AS count, min(f.failed_at) AS since,
       f.step AS step, f.kind AS error
FROM offboarding.failing_steps f WHERE f.status = 'failed' GROUP BY f.step, f.kind
UNION ALL
SELECT 'late-lockout', '', count(*), min(l.since), NULL, NULL
FROM offboarding.open_lockouts l WHERE l.since < now() - @lateLockoutAfter
HAVING count(*) > 0
UNION ALL
SELECT 'refused-messages', r.code, count(*), min(r.refused_at), NULL, NULL
FROM offboarding.refusals r WHERE r.replayed_at IS NULL AND r.discarded_at IS NULL AND r.erased_at IS NULL GROUP BY r.code
UNION ALL
SELECT 'unread-messages', p.reason, count(*), min(p.parked_at), NULL, NULL
FROM offboarding.parked_messages p WHERE p.replayed_at IS NULL AND p.discarded_at IS NULL AND p.erased_at IS NULL GROUP BY p.reason
UNION ALL
SELECT 'work-left-behind', '', count(*), min(a.at), NULL, NULL
FROM offboarding.audit a WHERE a.action = 'reopened' AND a.at > now() - interval '1 day'
HAVING count(*) > 0
ORDER BY 1, 2
LIMIT 1000

-- name: alerts-told()
SELECT a.kind, a.subject, a.told_count, a.absent_since FROM offboarding.alerts a

-- name: alerts-write(overKinds, overSubjects, kinds, subjects, counts, changedKinds, changedSubjects, changedCounts, changedAbsentSince, channels, titles, bodies)
WITH over AS (
    DELETE FROM offboarding.alerts a USING unnest(@overKinds::text[], @overSubjects::text[]) AS o (kind, subject)
    WHERE a.kind = o.kind AND a.subject = o.subject),
told AS (
    INSERT INTO offboarding.alerts (kind, subject, told_count)
    SELECT * FROM unnest(@kinds::text[], @subjects::text[], @counts::bigint[])
    ON CONFLICT (kind, subject) DO UPDATE SET told_count = excluded.told_count, told_at = now(), absent_since = NULL),
changed AS (
    UPDATE offboarding.alerts a SET told_count = c.told_count, absent_since = c.absent_since
    FROM unnest(@changedKinds::text[], @changedSubjects::text[], @changedCounts::bigint[], @changedAbsentSince::timestamptz[]) AS c (kind, subject, told_count, absent_since)
    WHERE a.kind = c.kind AND a.subject = c.subject),
old AS (
    DELETE FROM offboarding.alert_messages m WHERE m.next_attempt_at IS NULL AND m.created_at < now() - interval '30 days')
INSERT INTO offboarding.alert_messages (channel, title, body)
SELECT * FROM unnest(@channels::text[], @titles::text[], @bodies::text[])
