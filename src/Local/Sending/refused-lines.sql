-- The lines that did not become cases, each with the place it has in the message and why.
SELECT concat('users[', l.position, '] ', coalesce(l."user" || ' (' || l.user_id || ')', l.user_id::text), ' ', l.status, ': ',
              concat_ws(' ', l.code || ':', l.problem, l.help))
FROM dashboard.list_lines l
WHERE l.list_id = @listId AND l.status IN ('refused', 'failed')
ORDER BY l.position;
