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
