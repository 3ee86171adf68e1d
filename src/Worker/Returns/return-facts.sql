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
