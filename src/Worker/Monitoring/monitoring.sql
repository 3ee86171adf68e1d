-- name: gauges()
-- Everything that is measured by looking, in one statement. Counts stop where more would say nothing new.
SELECT (SELECT count(*) FROM offboarding.cases WHERE state = 'needs-attention') AS attention,
       (SELECT count(*) FROM (SELECT FROM offboarding.outbox LIMIT 100000) o) AS outbox,
       coalesce((SELECT extract(epoch FROM now() - o.created_at)::float8 FROM offboarding.outbox o ORDER BY o.id LIMIT 1), 0) AS outbox_age,
       (SELECT count(*) FROM (SELECT FROM offboarding.parked_messages
                              WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 100000) p) AS dead_letters,
       (SELECT array_agg(q.name ORDER BY q.name) FROM offboarding.queues q WHERE q.seen_at > now() - interval '5 min') AS queues,
       (SELECT array_agg(q.ready ORDER BY q.name) FROM offboarding.queues q WHERE q.seen_at > now() - interval '5 min') AS ready

-- name: gone-portion(afterWorkspace, afterUser, portion)
-- The last of the next people who are gone; null: those that follow are fewer than a portion.
SELECT p.workspace_id, p.id FROM workspace.users p
WHERE p.status IN ('inactive', 'deleted') AND (p.workspace_id, p.id) > (@afterWorkspace, @afterUser)
ORDER BY p.workspace_id, p.id
OFFSET @portion - 1 LIMIT 1

-- name: work-left-behind(afterWorkspace, afterUser, toWorkspace, toUser, users)
-- Open work on somebody who is gone that nobody decided to leave there (F5), a row for each case and step that was to move it. The
-- last word on a kind of work has the newest case that moves all of it, or the newest departure: if its step is done, nothing can be
-- left. Decided to stay is what has no such step (D4), or a skipped one, or one whose plan was changed to keep, or a fixed plan that keeps the rest (C4). While a case
-- of that person is in progress or scheduled nothing is said. Every probe reads one entry of a partial index. Of a range of people who are gone: there
-- may be millions, and all of them in one statement would run into the time limit.
WITH gone AS MATERIALIZED (
    SELECT u.workspace_id, u.id FROM workspace.users u
    WHERE u.status IN ('inactive', 'deleted') AND (u.workspace_id, u.id) > (@afterWorkspace, @afterUser) AND (u.workspace_id, u.id) <= (@toWorkspace, @toUser)
      AND (@users::uuid[] IS NULL OR (u.workspace_id = @toWorkspace AND u.id = ANY (@users::uuid[]))))
SELECT held.workspace_id, held.user_id, decided.id AS case_id, decided.step
FROM (
    SELECT u.workspace_id, u.id AS user_id, 'conversations' AS kind FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.conversations w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'closed')
    UNION ALL
    SELECT u.workspace_id, u.id, 'contacts' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.contacts w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'deleted')
    UNION ALL
    SELECT u.workspace_id, u.id, 'leads' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.leads w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'open')
    UNION ALL
    SELECT u.workspace_id, u.id, 'tasks' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.tasks w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'pending')) held
CROSS JOIN LATERAL (
    SELECT c.id, s.name AS step, s.status, moves.everything
    FROM offboarding.cases c
    LEFT JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = 'reassign-' || held.kind
    CROSS JOIN LATERAL (
        SELECT s.name IS NOT NULL AND c.filter IS NULL
               AND c.plan #>> ARRAY[held.kind, 'strategy'] <> 'keep'
               AND (c.plan #>> ARRAY[held.kind, 'strategy'] <> 'fixed' OR c.plan #>> ARRAY[held.kind, 'leftover'] = 'unassigned')) moves (everything)
    WHERE c.workspace_id = held.workspace_id AND c.user_id = held.user_id AND c.state = 'completed'
      AND (c.kind = 'deactivate' OR (c.kind = 'reassign' AND moves.everything))
    ORDER BY c.started_at DESC
    LIMIT 1) decided
WHERE decided.everything AND decided.status = 'done'
  AND NOT EXISTS (SELECT FROM offboarding.cases c
                  WHERE c.workspace_id = held.workspace_id AND c.user_id = held.user_id
                    AND c.state NOT IN ('completed', 'refused', 'cancelled') AND NOT (c.kind = 'delete' AND c.state = 'scheduled'))
ORDER BY held.workspace_id, decided.id, decided.step
LIMIT 1000

-- name: queue-depths(names, ready, consumers)
-- What waits in rows, because its workspace has as many at hand as it may, waits for the queue as well.
INSERT INTO offboarding.queues (name, ready, consumers)
SELECT q.name, q.ready + coalesce(w.messages, 0), q.consumers
FROM unnest(@names, @ready, @consumers) AS q (name, ready, consumers)
LEFT JOIN (SELECT exchange, count(*) AS messages FROM offboarding.waiting_messages GROUP BY exchange) w ON w.exchange = q.name
ON CONFLICT (name) DO UPDATE SET ready = excluded.ready, consumers = excluded.consumers, seen_at = now()

-- name: monitor-lock()
SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.work-left-behind', 0))

-- name: worker-heartbeat(id, host, processId, version, broker, error, doing)
INSERT INTO offboarding.workers (id, host, process_id, version, broker, broker_error, doing)
VALUES (@id, @host, @processId, @version, @broker, @error, @doing::jsonb)
ON CONFLICT (id) DO UPDATE
SET seen_at = now(), broker = excluded.broker, broker_error = excluded.broker_error, doing = excluded.doing,
    broker_since = CASE WHEN workers.broker = excluded.broker THEN workers.broker_since ELSE now() END

-- name: worker-gone(id)
DELETE FROM offboarding.workers WHERE id = @id
