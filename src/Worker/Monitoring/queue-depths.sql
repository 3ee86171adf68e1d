INSERT INTO offboarding.queues (name, ready, consumers)
SELECT q.name, q.ready, q.consumers FROM unnest(@names, @ready, @consumers) AS q (name, ready, consumers)
ON CONFLICT (name) DO UPDATE SET ready = excluded.ready, consumers = excluded.consumers, seen_at = now()
