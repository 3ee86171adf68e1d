-- Lists with lines that wait, and those that are answered and whose cases are all over.
SELECT s.id, s.workspace_id, s.answered_at IS NOT NULL AS answered
FROM offboarding.lists s
WHERE s.completed_at IS NULL
  AND (s.answered_at IS NULL
       OR NOT EXISTS (SELECT FROM offboarding.list_lines l
                      JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
                      WHERE l.list_id = s.id AND c.state NOT IN ('completed', 'refused', 'cancelled')))
ORDER BY s.requested_at
LIMIT 100
