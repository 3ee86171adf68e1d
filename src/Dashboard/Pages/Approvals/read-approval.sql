SELECT a.id, a.workspace_id, a.workspace, a.list_request_id, a.lines_to_come, a.asked_by_name,
       (SELECT string_agg(DISTINCT s.actor, ', ') FROM dashboard.approval_senders s WHERE s.approval_id = a.id) AS sent_by, a.status, a.opened_at, a.expires_at, a.people, a.counted,
       a.active_users, a.people_limit, a.percent_limit, a.period, a.decided_at, a.decided_by_name, a.comment,
       dashboard.is_same_operator(@me, a.asked_by_name) OR dashboard.is_same_operator(@me, a.asked_by_email)
       OR EXISTS (SELECT FROM dashboard.approval_senders s WHERE s.approval_id = a.id AND dashboard.is_same_operator(s.actor, @me)) AS mine
FROM dashboard.approvals a WHERE a.id = @id;

-- Of one that waits those who wait: who was called off meanwhile is not decided about.
SELECT c.approval_id, c.id, c.leaver, c.reason, c.state, c.due_at
FROM dashboard.cases c
WHERE c.approval_id = @id AND (c.state = 'held-for-approval' OR NOT EXISTS (SELECT FROM dashboard.approvals a WHERE a.id = @id AND a.status = 'open'))
  AND (@after::uuid IS NULL OR c.id > @after)
ORDER BY c.id
LIMIT @limit;
