UPDATE offboarding.list_lines SET status = @status, code = @code, problem = @problem, answered_at = now()
WHERE list_id = @listId AND position = @position
