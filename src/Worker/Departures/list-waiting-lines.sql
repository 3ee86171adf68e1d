-- Who asked comes last, if they are in their own list: the others were asked for by somebody who may.
SELECT l.position, l.request_id, l.user_id, l.line,
       (SELECT min(f.position) FROM offboarding.list_lines f WHERE f.list_id = l.list_id AND f.user_id = l.user_id) AS first_position
FROM offboarding.list_lines l
WHERE l.list_id = @listId AND l.status = 'waiting'
ORDER BY l.user_id IS NOT DISTINCT FROM @requestedBy, l.position
LIMIT @most
FOR NO KEY UPDATE OF l
