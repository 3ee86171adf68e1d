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
