-- name: reactivate-user(WorkspaceId, UserId)
-- Password, roles and teams were never touched (D6). Nobody stands in for the person any more. The audit entry goes into the
-- timeline of the case that took them out.
UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL, successor_id = NULL, contacts_successor_id = NULL, leads_successor_id = NULL, tasks_successor_id = NULL
WHERE workspace_id = @WorkspaceId AND id = @UserId
RETURNING now(),
          (SELECT c.id FROM offboarding.cases c
           WHERE c.workspace_id = @WorkspaceId AND c.user_id = @UserId AND c.kind = 'deactivate' AND c.state = 'completed'
           ORDER BY c.completed_at DESC LIMIT 1) AS last_case

-- name: reactivation-facts(WorkspaceId, UserId)
SELECT u.status, u.kind,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = u.workspace_id AND n.user_id = u.id) AS never_active, c.id AS case_in_progress, c.state IN ('held-for-approval', 'scheduled') AS case_is_scheduled
FROM workspace.users u
LEFT JOIN offboarding.cases c ON c.workspace_id = u.workspace_id AND c.user_id = u.id AND c.kind = 'deactivate'
    AND c.state NOT IN ('completed', 'refused', 'cancelled')
WHERE u.workspace_id = @WorkspaceId AND u.id = @UserId

-- name: return-facts(caseId)
SELECT now() AS now, r.status, r.return_at, r.previous_return_at, coalesce(r.give_back_work, false) AS give_back_work, r.set_by, r.set_by_request, r.set_at,
       r.held_code, u.status AS user_status,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = c.workspace_id AND n.user_id = c.user_id) AS never_active,
       EXISTS (SELECT FROM offboarding.cases later
               WHERE later.workspace_id = c.workspace_id AND later.user_id = c.user_id AND later.kind = 'deactivate'
                 AND later.id <> c.id AND later.started_at > coalesce(c.started_at, 'infinity')) AS departed_again
FROM offboarding.cases c
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
LEFT JOIN offboarding.returns r ON r.case_id = c.id
WHERE c.id = @caseId

-- name: return-set(CaseId, WorkspaceId, UserId, ReturnAt, GiveBackWork, SetBy, RequestId)
-- A case that was refused and is replayed, or a return that was cancelled and is wanted again, begins anew.
INSERT INTO offboarding.returns AS r (case_id, workspace_id, user_id, return_at, give_back_work, set_by, set_by_request)
VALUES (@CaseId, @WorkspaceId, @UserId, @ReturnAt, @GiveBackWork, @SetBy, @RequestId)
ON CONFLICT (case_id) DO UPDATE
SET previous_return_at = CASE WHEN r.status IN ('expected', 'held-up') THEN r.return_at END, return_at = excluded.return_at,
    give_back_work = excluded.give_back_work, set_by = excluded.set_by, set_by_request = excluded.set_by_request, set_at = now(),
    status = 'expected', held_code = NULL, held_text = NULL, held_help = NULL, held_up_at = NULL, cancelled_why = NULL, ended_at = NULL

-- name: open-returns-of-user(workspaceId, userId, except)
SELECT case_id FROM offboarding.returns
WHERE workspace_id = @workspaceId AND user_id = @userId AND status IN ('expected', 'held-up') AND case_id IS DISTINCT FROM @except
ORDER BY case_id

-- name: return-cancel(why, caseId)
UPDATE offboarding.returns SET status = 'cancelled', cancelled_why = @why, ended_at = now()
WHERE case_id = @caseId AND status IN ('expected', 'held-up')

-- name: return-done(caseId)
UPDATE offboarding.returns SET status = 'returned', ended_at = now() WHERE case_id = @caseId

-- name: return-held-up(code, message, help, caseId)
UPDATE offboarding.returns
SET status = 'held-up', held_code = @code, held_text = @message, held_help = @help, held_up_at = now()
WHERE case_id = @caseId

-- name: due-returns()
-- Returns that may need something: the day has come, or they can come no more. One that is held up is looked at again when its
-- cause is gone or another one: the seat is free, the departure is over. So nobody takes the workspace's lock for nothing. The first of each
-- workspace come first, in no order, so that none waits behind those of locked workspaces.
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
ORDER BY row_number() OVER (PARTITION BY r.workspace_id ORDER BY r.return_at), random()
LIMIT 100
