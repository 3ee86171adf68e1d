SELECT p.reason, count(*) AS messages
FROM dashboard.parked_messages p
WHERE p.replayed_at IS NULL AND p.discarded_at IS NULL AND p.erased_at IS NULL
GROUP BY p.reason
ORDER BY messages DESC, p.reason;
