INSERT INTO offboarding.workers (id, host, process_id, version, broker, broker_error, doing)
VALUES (@id, @host, @processId, @version, @broker, @error, @doing::jsonb)
ON CONFLICT (id) DO UPDATE
SET seen_at = now(), broker = excluded.broker, broker_error = excluded.broker_error, doing = excluded.doing,
    broker_since = CASE WHEN workers.broker = excluded.broker THEN workers.broker_since ELSE now() END
