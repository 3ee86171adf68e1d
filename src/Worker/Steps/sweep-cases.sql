-- Scheduled cases whose day has come, and cases in which no step is on its way although the case is not over. A case that
-- waits for an operator (only failed steps are left) is not due for anything.
UPDATE offboarding.cases c
SET nudged_at = now()
FROM (SELECT ca.id FROM offboarding.cases ca
      WHERE (ca.state = 'scheduled' AND ca.due_at <= now() AND (ca.nudged_at <= ca.due_at OR ca.nudged_at < now() - least(@standingStillAfter, interval '10 s')))
         OR (ca.state IN ('signing-out', 'handing-over', 'needs-attention') AND ca.nudged_at < now() - @standingStillAfter
             AND NOT EXISTS (SELECT FROM offboarding.steps s
                             WHERE s.case_id = ca.id AND s.status IN ('ready', 'running', 'retrying'))
             AND (ca.state <> 'needs-attention'
                  OR EXISTS (SELECT FROM offboarding.steps s WHERE s.case_id = ca.id AND s.status = 'waiting')
                  OR NOT EXISTS (SELECT FROM offboarding.steps s WHERE s.case_id = ca.id AND s.status = 'failed')))
      LIMIT 1000
      FOR NO KEY UPDATE OF ca SKIP LOCKED) due
WHERE c.id = due.id
RETURNING c.id, c.state = 'scheduled'
