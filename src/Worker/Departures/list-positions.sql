SELECT l.user_id, min(l.position) FROM offboarding.list_lines l
WHERE l.list_id = @listId AND l.user_id = ANY(@users) AND l.position <> @position
GROUP BY l.user_id
