-- name: read-workspace(workspace, target, begins, ends)
SELECT s.id, s.name, s.seat_limit, s.seats_in_use, s.seats_free, s.active, s.invited, s.inactive, s.deleted FROM dashboard.workspaces s WHERE s.id = @workspace;

-- Unfinished cases, by the index of those in progress: its second condition leaves out an undo that waits for its day.
SELECT c.state, count(*) AS cases, min(c.requested_at) AS oldest_requested_at
FROM dashboard.case_times c
WHERE c.workspace_id = @workspace AND c.state NOT IN ('completed', 'refused', 'cancelled') AND NOT (c.kind = 'undo' AND c.state = 'scheduled')
GROUP BY c.state;

SELECT f.status, f.step, f.kind, count(*) AS steps FROM dashboard.failing_steps f WHERE f.workspace_id = @workspace GROUP BY f.status, f.step, f.kind ORDER BY f.status, steps DESC, f.step, f.kind LIMIT 20;

SELECT (SELECT count(*) FROM (SELECT FROM dashboard.refusals r
                              WHERE r.workspace_id = @workspace AND r.replayed_at IS NULL AND r.discarded_at IS NULL AND r.erased_at IS NULL LIMIT 1000) waiting) AS refused,
       (SELECT count(*) FROM dashboard.approvals a WHERE a.workspace_id = @workspace AND a.status = 'open') AS approvals,
       (SELECT count(*) FROM (SELECT DISTINCT f.case_id FROM (SELECT s.case_id FROM dashboard.failing_steps s WHERE s.workspace_id = @workspace AND s.status = 'retrying' LIMIT 10000) f
                              LIMIT 1000) retrying) AS retrying;

-- Departures by the week in which they were requested.
SELECT date_trunc('week', c.requested_at AT TIME ZONE 'UTC')::date AS week, count(*) AS requested, count(*) FILTER (WHERE c.state = 'completed') AS completed,
       count(*) FILTER (WHERE c.lockout > @target) AS late, percentile_disc(0.95) WITHIN GROUP (ORDER BY c.lockout) AS lockout95
FROM dashboard.case_times c
WHERE c.workspace_id = @workspace AND c.kind = 'deactivate' AND c.requested_at >= @begins AND c.requested_at < @ends
GROUP BY 1 ORDER BY 1;

SELECT s.name AS step, count(*) AS steps, count(*) FILTER (WHERE s.attempts > 0) AS failed, sum(s.attempts) AS attempts
FROM dashboard.case_times c JOIN dashboard.steps s ON s.case_id = c.id
WHERE c.workspace_id = @workspace AND c.requested_at >= @begins AND c.requested_at < @ends AND s.status <> 'waiting'
GROUP BY s.name ORDER BY failed DESC, s.name;

SELECT c.id, c.kind, c.leaver, c.state, c.requested_at, c.lockout FROM dashboard.case_keys c WHERE c.workspace_id = @workspace ORDER BY c.requested_at DESC, c.id LIMIT 10;
