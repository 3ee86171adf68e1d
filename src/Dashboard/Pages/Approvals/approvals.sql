-- name: list-approvals(me, few, beforeAt, beforeId, limit)
SELECT a.id, a.workspace_id, a.workspace, a.list_request_id, a.lines_to_come, a.asked_by_name,
       (SELECT string_agg(DISTINCT s.actor, ', ') FROM dashboard.approval_senders s WHERE s.approval_id = a.id) AS sent_by, a.status, a.opened_at, a.expires_at, a.people, a.counted,
       a.active_users, a.people_limit, a.percent_limit, a.period, a.decided_at, a.decided_by_name, a.comment,
       dashboard.is_same_operator(@me, a.asked_by_name) OR dashboard.is_same_operator(@me, a.asked_by_email)
       OR EXISTS (SELECT FROM dashboard.approval_senders s WHERE s.approval_id = a.id AND dashboard.is_same_operator(s.actor, @me)) AS mine,
       dashboard.leaves_by(a.id, @me) AS leaves
FROM dashboard.approvals a WHERE a.status = 'open' ORDER BY a.expires_at, a.id LIMIT 50;

SELECT a.id AS approval_id, c.id, c.leaver, c.reason, c.state, c.due_at
FROM (SELECT o.id FROM dashboard.approvals o WHERE o.status = 'open' ORDER BY o.expires_at, o.id LIMIT 50) a
CROSS JOIN LATERAL (SELECT p.id, p.leaver, p.reason, p.state, p.due_at FROM dashboard.cases p
                    WHERE p.approval_id = a.id AND p.state = 'held-for-approval' ORDER BY p.id LIMIT @few) c;

SELECT a.id, a.workspace_id, a.workspace, a.list_request_id, a.lines_to_come, a.asked_by_name, a.status, a.opened_at, a.expires_at, a.people, a.counted,
       a.active_users, a.people_limit, a.percent_limit, a.period, a.decided_at, a.decided_by_name, a.comment
FROM dashboard.approvals a
WHERE a.status <> 'open' AND (@beforeAt::timestamptz IS NULL OR a.decided_at < @beforeAt OR (a.decided_at = @beforeAt AND a.id > @beforeId))
ORDER BY a.decided_at DESC, a.id
LIMIT @limit;

-- name: read-approval(me, id, after, limit)
SELECT a.id, a.workspace_id, a.workspace, a.list_request_id, a.lines_to_come, a.asked_by_name,
       (SELECT string_agg(DISTINCT s.actor, ', ') FROM dashboard.approval_senders s WHERE s.approval_id = a.id) AS sent_by, a.status, a.opened_at, a.expires_at, a.people, a.counted,
       a.active_users, a.people_limit, a.percent_limit, a.period, a.decided_at, a.decided_by_name, a.comment,
       dashboard.is_same_operator(@me, a.asked_by_name) OR dashboard.is_same_operator(@me, a.asked_by_email)
       OR EXISTS (SELECT FROM dashboard.approval_senders s WHERE s.approval_id = a.id AND dashboard.is_same_operator(s.actor, @me)) AS mine,
       a.status = 'open' AND dashboard.leaves_by(a.id, @me) AS leaves
FROM dashboard.approvals a WHERE a.id = @id;

-- Of one that waits those who wait: who was cancelled meanwhile is not decided about.
SELECT c.approval_id, c.id, c.leaver, c.reason, c.state, c.due_at
FROM dashboard.cases c
WHERE c.approval_id = @id AND (c.state = 'held-for-approval' OR NOT EXISTS (SELECT FROM dashboard.approvals a WHERE a.id = @id AND a.status = 'open'))
  AND (@after::uuid IS NULL OR c.id > @after)
ORDER BY c.id
LIMIT @limit;
