-- name: list-left-behind(workspace, afterWorkspace, afterUser, look)
-- How many are looked at, and who is the last.
SELECT count(*)::int, (array_agg(g.workspace_id ORDER BY g.workspace_id DESC, g.user_id DESC))[1],
       (array_agg(g.user_id ORDER BY g.workspace_id DESC, g.user_id DESC))[1]
FROM (SELECT p.workspace_id, p.user_id FROM dashboard.people_gone p
      WHERE (@workspace::uuid IS NULL OR p.workspace_id = @workspace)
        AND (@afterWorkspace::uuid IS NULL OR (p.workspace_id, p.user_id) > (@afterWorkspace, @afterUser::uuid))
      ORDER BY p.workspace_id, p.user_id LIMIT @look) g;

WITH gone AS MATERIALIZED (
    SELECT p.workspace_id, p.user_id FROM dashboard.people_gone p
    WHERE (@workspace::uuid IS NULL OR p.workspace_id = @workspace)
      AND (@afterWorkspace::uuid IS NULL OR (p.workspace_id, p.user_id) > (@afterWorkspace, @afterUser::uuid))
    ORDER BY p.workspace_id, p.user_id LIMIT @look),
found AS MATERIALIZED (
    SELECT w.workspace_id, w.user_id,
           coalesce(sum(w.items) FILTER (WHERE w.kind = 'conversations'), 0)::bigint AS conversations,
           coalesce(sum(w.items) FILTER (WHERE w.kind = 'contacts'), 0)::bigint AS contacts,
           coalesce(sum(w.items) FILTER (WHERE w.kind = 'leads'), 0)::bigint AS leads,
           coalesce(sum(w.items) FILTER (WHERE w.kind = 'tasks'), 0)::bigint AS tasks
    FROM gone g JOIN dashboard.work_of_inactive_users w ON w.workspace_id = g.workspace_id AND w.user_id = g.user_id
    GROUP BY w.workspace_id, w.user_id)
SELECT f.workspace_id, u.workspace, f.user_id, u.name AS "user", u.status, u.sign_in_closed_at AS since, u.last_case_id,
       f.conversations, f.contacts, f.leads, f.tasks
FROM found f JOIN dashboard.users u ON u.workspace_id = f.workspace_id AND u.id = f.user_id
ORDER BY f.workspace_id, f.user_id;
