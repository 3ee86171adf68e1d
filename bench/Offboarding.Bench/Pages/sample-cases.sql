SELECT (SELECT id FROM offboarding.cases WHERE state = 'completed' ORDER BY requested_at OFFSET 100 LIMIT 1) AS finished,
       (SELECT id FROM offboarding.cases WHERE state = 'needs-attention' LIMIT 1) AS failed,
       c.workspace_id, c.user_id, c.request_id, c.approval_id, l.request_id AS list, k.id AS contact,
       (SELECT r.id FROM offboarding.refusals r WHERE r.workspace_id = c.workspace_id ORDER BY r.refused_at LIMIT 1) AS message
FROM (SELECT o.* FROM offboarding.cases o WHERE o.state = 'held-for-approval' ORDER BY o.requested_at LIMIT 1) c
CROSS JOIN LATERAL (SELECT s.request_id FROM offboarding.lists s WHERE s.workspace_id = c.workspace_id ORDER BY s.requested_at LIMIT 1) l
CROSS JOIN LATERAL (SELECT s.id FROM workspace.contacts s WHERE s.workspace_id = c.workspace_id ORDER BY s.id LIMIT 1) k;
