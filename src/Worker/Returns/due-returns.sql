-- Returns that may need something: the day has come, or they can come no more. One that is held up is looked at again when its
-- cause is gone or another one: the seat is free, the departure is over. So nobody takes the workspace's lock for nothing.
SELECT r.case_id, r.workspace_id
FROM offboarding.returns r
JOIN offboarding.cases c ON c.id = r.case_id
JOIN workspace.users u ON u.workspace_id = r.workspace_id AND u.id = r.user_id
WHERE r.status IN ('expected', 'held-up')
  AND (u.status = 'deleted'
       OR c.state IN ('cancelled', 'refused')
       OR (c.started_at IS NOT NULL AND u.status = 'active')
       OR (c.started_at IS NOT NULL AND r.return_at <= now()
           AND (r.status = 'expected'
                OR r.held_code IS DISTINCT FROM
                   CASE WHEN EXISTS (SELECT FROM offboarding.cases p
                                     WHERE p.workspace_id = r.workspace_id AND p.user_id = r.user_id AND p.kind = 'deactivate'
                                       AND p.started_at IS NOT NULL AND p.state NOT IN ('completed', 'refused', 'cancelled')) THEN 'conflicting-request'
                        WHEN u.kind = 'full' AND (SELECT s.free FROM workspace.seats s WHERE s.workspace_id = r.workspace_id) = 0 THEN 'no-free-seat'
                   END)))
ORDER BY r.return_at
LIMIT 100
