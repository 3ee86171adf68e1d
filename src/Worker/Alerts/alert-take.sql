SELECT m.id, m.channel, m.title, m.body, m.created_at < now() - interval '1 day' AS is_old
FROM offboarding.alert_messages m
WHERE m.next_attempt_at <= now()
ORDER BY m.next_attempt_at, m.id
LIMIT 1
FOR UPDATE SKIP LOCKED
