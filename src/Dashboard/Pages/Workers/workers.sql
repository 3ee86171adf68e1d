-- name: list-workers()
SELECT w.id, w.host, w.process_id, w.version, w.started_at, w.seen_at, w.alive, w.broker, w.broker_since, w.broker_error, w.doing
FROM dashboard.workers w
ORDER BY w.alive DESC, w.host, w.started_at
LIMIT 200;
