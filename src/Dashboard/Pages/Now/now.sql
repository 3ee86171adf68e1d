-- name: now(step, window, target)
-- What finished and what failed, in steps of time, oldest first.
SELECT bins.at, coalesce(finished.cases, 0) AS finished, coalesce(failed.attempts, 0) AS failed
FROM generate_series(date_bin(@step, now() - @window, 'epoch') + @step, now(), @step) AS bins (at)
LEFT JOIN (SELECT date_bin(@step, c.completed_at, 'epoch') AS at, count(*) AS cases FROM dashboard.completions c
           WHERE c.completed_at > now() - @window GROUP BY 1) finished USING (at)
LEFT JOIN (SELECT date_bin(@step, a.failed_at, 'epoch') AS at, count(*) AS attempts FROM dashboard.step_attempts a
           WHERE a.failed_at > now() - @window GROUP BY 1) failed USING (at)
ORDER BY bins.at;

-- Lockouts of a day; the last 10,000 say enough.
SELECT count(*) AS lockouts, percentile_cont(0.5) WITHIN GROUP (ORDER BY l.took) AS median, percentile_cont(0.95) WITHIN GROUP (ORDER BY l.took) AS p95,
       max(l.took) AS longest, count(*) FILTER (WHERE l.took > @target) AS over_target
FROM (SELECT e.took FROM dashboard.lockouts e WHERE e.ended_at > now() - interval '24 h' ORDER BY e.ended_at DESC LIMIT 10000) l;

-- What wants somebody: ids first, names only for those that are shown. What stands still is looked for among the 200 steps that do
-- so longest: some of them are of cases that are paused.
-- What failed, or is tried again, is one row for each step and kind of error; a case that needs attention for another reason is one of its own.
-- Who has a group is looked up for all of them at once: as a column of each row the planner took it for so much that it compiled the statement (JIT, 90 ms).
WITH held AS MATERIALIZED (
    SELECT DISTINCT ON (n.step, n.kind) n.step, n.kind, CASE WHEN n.action = 'taken-on' AND NOT n.is_past THEN n.actor END AS actor
    FROM dashboard.notes_on_groups n WHERE n.action <> 'note-added' ORDER BY n.step, n.kind, n.id DESC),
groups AS (
    SELECT (array_agg(f.case_id ORDER BY f.failed_at DESC, f.case_id))[1] AS id, f.status AS why, min(f.failed_at) AS since, f.step, f.kind, count(*) AS failures
    FROM (VALUES ('failed'), ('retrying')) wanted (status)
    -- In an incident there are very many, and this is read every half second: counted up to 1,000.
    CROSS JOIN LATERAL (SELECT f.* FROM dashboard.failing_steps f
                        WHERE f.status = wanted.status AND f.case_state IN ('signing-out', 'handing-over', 'needs-attention') LIMIT 1000) f
    GROUP BY f.status, f.step, f.kind ORDER BY f.status, failures DESC, f.step, f.kind LIMIT 40),
failed AS (
    SELECT c.id, 'failed' AS why, c.requested_at AS since FROM dashboard.unfinished_cases c
    WHERE c.state = 'needs-attention' AND NOT EXISTS (SELECT FROM dashboard.steps s WHERE s.case_id = c.id AND s.status = 'failed')
    ORDER BY c.requested_at LIMIT 20),
late AS (
    SELECT l.id, 'over-target' AS why, l.since FROM dashboard.open_lockouts l
    WHERE l.since < now() - @target ORDER BY l.since LIMIT 20),
still AS (
    SELECT c.id, 'standing-still' AS why, min(s.progress_at) AS since
    FROM (SELECT r.case_id, r.progress_at FROM dashboard.steps r
          WHERE r.status = 'running' AND r.progress_at < now() - interval '1 min' ORDER BY r.progress_at LIMIT 200) s
    JOIN dashboard.unfinished_cases c ON c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
    GROUP BY c.id ORDER BY 3 LIMIT 20)
SELECT a.why, a.since, a.step, a.kind, a.failures, c.id, c.leaver, c.workspace, c.current_steps,
       (SELECT s.last_error FROM dashboard.steps s WHERE s.case_id = c.id AND s.status IN ('failed', 'retrying') AND s.name = coalesce(a.step, s.name)
        ORDER BY s.status, s.name LIMIT 1) AS error,
       held.actor AS held_by
FROM (SELECT id, why, since, step, kind, failures FROM groups
      UNION ALL SELECT o.id, o.why, o.since, NULL, NULL, 1
      FROM (SELECT * FROM failed UNION ALL SELECT * FROM late UNION ALL SELECT * FROM still) o) a
JOIN dashboard.cases c ON c.id = a.id
LEFT JOIN held ON held.step = a.step AND held.kind = a.kind
ORDER BY array_position(ARRAY['over-target', 'failed', 'standing-still', 'retrying'], a.why), a.failures DESC, a.since, a.id;

SELECT q.name, q.ready, q.consumers, q.seen_at FROM dashboard.queues q ORDER BY q.ready DESC, q.name;

-- The last one that was finished.
SELECT c.id, c.leaver, c.workspace, c.state, c.requested_at, c.due_at, c.sessions_ended_at, c.completed_at, c.total, c.done
FROM (SELECT e.id FROM dashboard.completions e ORDER BY e.completed_at DESC LIMIT 1) last
JOIN dashboard.cases c ON c.id = last.id;

-- Mass changes that wait for a second person.
SELECT a.id, a.workspace_id, a.workspace, a.asked_by_name,
       (SELECT string_agg(DISTINCT s.actor, ', ') FROM dashboard.approval_senders s WHERE s.approval_id = a.id) AS sent_by, a.status, a.opened_at, a.expires_at, a.people
FROM dashboard.approvals a WHERE a.status = 'open' ORDER BY a.expires_at, a.id LIMIT 20;
