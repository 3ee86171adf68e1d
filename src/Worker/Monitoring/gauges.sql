-- Everything that is measured by looking, in one statement. Counts stop where more would say nothing new.
SELECT (SELECT count(*) FROM offboarding.cases WHERE state = 'needs-attention') AS attention,
       (SELECT count(*) FROM (SELECT FROM offboarding.outbox LIMIT 100000) o) AS outbox,
       coalesce((SELECT extract(epoch FROM now() - o.created_at)::float8 FROM offboarding.outbox o ORDER BY o.id LIMIT 1), 0) AS outbox_age,
       (SELECT count(*) FROM (SELECT FROM offboarding.parked_messages
                              WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 100000) p) AS dead_letters,
       (SELECT array_agg(q.name ORDER BY q.name) FROM offboarding.queues q WHERE q.seen_at > now() - interval '5 min') AS queues,
       (SELECT array_agg(q.ready ORDER BY q.name) FROM offboarding.queues q WHERE q.seen_at > now() - interval '5 min') AS ready
