-- I6: seats used are active full users, never more than there are.
SELECT format('workspace %s uses %s of %s seats; %s active full users', s.workspace_id, s.in_use, s.seat_limit, a.active)
FROM workspace.seats s
CROSS JOIN LATERAL (SELECT count(*) AS active FROM workspace.users u WHERE u.workspace_id = s.workspace_id AND u.status = 'active' AND u.kind = 'full') a
WHERE s.in_use <> a.active OR s.in_use > s.seat_limit
