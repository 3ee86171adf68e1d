-- name: refused-lines(listId)
-- The lines that did not become cases, each with the place it has in the message and why.
SELECT concat('users[', l.position, '] ', coalesce(l."user" || ' (' || l.user_id || ')', l.user_id::text), ' ', l.status, ': ',
              concat_ws(' ', l.code || ':', l.problem, l.help))
FROM dashboard.list_lines l
WHERE l.list_id = @listId AND l.status IN ('refused', 'failed')
ORDER BY l.position;

-- name: list-of-request(requestId)
-- The list a request brought, and how far its lines are.
SELECT id AS "Id", workspace_id AS "WorkspaceId", people AS "People", held AS "Held", answered_at IS NOT NULL AS "IsAnswered", accepted AS "Accepted", scheduled AS "Scheduled",
       refused AS "Refused", failed AS "Failed",
       (SELECT count(*) FROM dashboard.list_lines l JOIN dashboard.cases c ON c.id = l.case_id
        WHERE l.list_id = s.id AND c.late_last_day IS NOT NULL) AS "Late"
FROM dashboard.lists s
WHERE request_id = @requestId;
