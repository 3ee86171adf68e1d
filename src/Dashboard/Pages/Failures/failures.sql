-- name: list-failure-groups(status)
WITH groups AS (
    SELECT f.step, f.kind, count(*) AS failures, count(DISTINCT f.workspace_id) AS workspaces, min(f.failed_at) AS first_at, max(f.failed_at) AS last_at,
           (array_agg(f.case_id ORDER BY f.failed_at DESC, f.case_id))[1] AS case_id
    FROM dashboard.failing_steps f
    WHERE f.status = @status
    GROUP BY f.step, f.kind
    ORDER BY failures DESC, f.step, f.kind
    LIMIT 200)
SELECT g.step, g.kind, g.failures, g.workspaces, g.first_at, g.last_at, g.case_id, e.leaver, e.workspace, e.message,
       (SELECT CASE WHEN n.action = 'taken-on' AND NOT n.is_past THEN n.actor END
        FROM dashboard.notes_on_groups n
        WHERE n.step = g.step AND n.kind = g.kind AND n.action <> 'note-added' ORDER BY n.id DESC LIMIT 1) AS held_by
FROM groups g
CROSS JOIN LATERAL (SELECT * FROM dashboard.failing_steps f WHERE f.case_id = g.case_id AND f.step = g.step LIMIT 1) e
ORDER BY g.failures DESC, g.step, g.kind;

-- name: list-failures(status, step, kind, beforeAt, beforeId, limit)
SELECT f.case_id, f.step, f.leaver, f.workspace, f.phase, f.attempts, f.failed_at, f.next_attempt_at, f.message
FROM dashboard.failing_steps f
WHERE f.status = @status AND f.step = @step AND f.kind = @kind
  AND (@beforeAt::timestamptz IS NULL OR f.failed_at < @beforeAt OR (f.failed_at = @beforeAt AND f.case_id > @beforeId))
ORDER BY f.failed_at DESC, f.case_id
LIMIT @limit;

-- name: export-failures(status, step, kind, limit)
SELECT f.case_id, f.step, f.leaver, f.workspace, f.phase, f.attempts, f.failed_at, f.next_attempt_at, f.message, f.kind
FROM dashboard.failing_steps f
WHERE f.status = @status AND (@step::text IS NULL OR f.step = @step) AND (@kind::text IS NULL OR f.kind = @kind)
ORDER BY f.failed_at DESC, f.case_id, f.step
LIMIT @limit;

-- name: notes-of-group(step, kind)
SELECT n.at, n.actor, n.action, n.comment, n.is_past
FROM dashboard.notes_on_groups n WHERE n.step = @step AND n.kind = @kind ORDER BY n.id DESC LIMIT 50;

-- name: count-failures(status, step, kind)
SELECT count(*) FROM dashboard.failing_steps f WHERE f.status = @status AND f.step = @step AND f.kind = @kind;
