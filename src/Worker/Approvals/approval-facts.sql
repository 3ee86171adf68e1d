SELECT a.id, now() AS now, a.asked_by, u.name AS asked_by_name, u.email AS asked_by_email, a.status, a.expires_at,
       (SELECT count(*)::int FROM offboarding.cases c WHERE c.approval_id = a.id AND c.state = 'held-for-approval') AS people,
       EXISTS (SELECT FROM offboarding.cases c
               WHERE c.approval_id = a.id AND c.state = 'held-for-approval' AND c.user_id = @decider::uuid) AS decider_waits,
       EXISTS (SELECT FROM offboarding.approval_senders s WHERE s.approval_id = a.id AND workspace.is_same_operator(s.actor, @name)) AS decider_sent_it,
       (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = a.list_id AND l.status = 'waiting') AS lines_to_come
FROM offboarding.approvals a
JOIN workspace.users u ON u.workspace_id = a.workspace_id AND u.id = a.asked_by
WHERE a.workspace_id = @workspaceId AND a.id = @approvalId
