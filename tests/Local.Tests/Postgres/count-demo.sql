WITH demo AS (SELECT '0d000000-0000-4000-8000-000000000001'::uuid AS id),
     lea AS (SELECT '0d000000-0000-4000-8000-000000000104'::uuid AS id),
     hers AS (SELECT status, count(*) AS amount FROM workspace.conversations
              WHERE workspace_id = (SELECT id FROM demo) AND assignee_id = (SELECT id FROM lea) GROUP BY status)
SELECT (SELECT count(*) FROM workspace.users u WHERE u.workspace_id = w.id) AS "Users",
       w.seat_limit AS "SeatLimit",
       (SELECT count(*) FROM workspace.users u WHERE u.workspace_id = w.id AND u.status = 'active' AND u.kind = 'full') AS "SeatsInUse",
       (SELECT count(*) FROM workspace.user_roles r WHERE r.workspace_id = w.id AND r.role = 'owner') AS "Owners",
       (SELECT count(*) FROM workspace.users u WHERE u.workspace_id = w.id AND u.kind = 'partner') AS "Partners",
       (SELECT count(*) FROM workspace.team_members m JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id
        WHERE t.workspace_id = w.id AND t.kind = 'sales') AS "SalesTeam",
       (SELECT amount FROM hers WHERE status = 'open') AS "Open",
       (SELECT amount FROM hers WHERE status = 'snoozed') AS "Snoozed",
       (SELECT amount FROM hers WHERE status = 'callback') AS "Callbacks",
       (SELECT amount FROM hers WHERE status = 'follow-up') AS "FollowUps",
       (SELECT amount FROM hers WHERE status = 'closed') AS "Closed",
       (SELECT count(*) FROM workspace.sessions s WHERE s.workspace_id = w.id AND s.user_id = (SELECT id FROM lea)
          AND s.ended_at IS NULL) AS "Sessions",
       (SELECT count(*) FROM workspace.api_tokens k WHERE k.workspace_id = w.id AND k.user_id = (SELECT id FROM lea)
          AND k.revoked_at IS NULL) AS "Tokens"
FROM workspace.workspaces w
WHERE w.id = (SELECT id FROM demo);
