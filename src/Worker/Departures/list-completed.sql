UPDATE offboarding.lists s SET completed_at = now()
FROM (SELECT count(*) FILTER (WHERE c.state = 'completed')::int AS completed,
             count(*) FILTER (WHERE c.state = 'cancelled')::int AS cancelled,
             count(*) FILTER (WHERE c.state = 'refused' OR (c.id IS NULL AND l.status = 'refused'))::int AS refused,
             count(*) FILTER (WHERE c.id IS NULL AND l.status = 'failed')::int AS failed,
             count(*) FILTER (WHERE c.state NOT IN ('completed', 'refused', 'cancelled')) AS unfinished
      FROM offboarding.list_lines l
      LEFT JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
      WHERE l.list_id = @listId) n
WHERE s.id = @listId AND s.answered_at IS NOT NULL AND s.completed_at IS NULL AND n.unfinished = 0
RETURNING n.completed, n.cancelled, n.refused, n.failed
