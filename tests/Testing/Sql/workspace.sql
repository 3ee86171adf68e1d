-- One workspace for a test; the parameters are described in WorkspaceBuilder. Everybody's family name is one that no word of a program has in it,
-- so that a line of a log that names somebody is found (LogLines).
INSERT INTO workspace.workspaces (id, name, seat_limit, account_owner_id)
VALUES (@workspace, 'Test ' || @workspace, @seat_limit, @account_owner);

INSERT INTO workspace.users (workspace_id, id, name, email, kind)
SELECT @workspace, person.id, person.name || ' Ypsilon', person.id || '@example.test', person.kind
FROM (SELECT id, 'Owner ' || n, 'full' FROM unnest(@owners) WITH ORDINALITY AS o (id, n)
      UNION ALL VALUES (@admin, 'Admin', 'full'), (@leaver, 'Leaver', @leaver_kind)
      UNION ALL SELECT id, 'Agent ' || n, 'full' FROM unnest(@agents) WITH ORDINALITY AS a (id, n)
      UNION ALL SELECT id, 'Partner ' || n, 'partner' FROM unnest(@partners) WITH ORDINALITY AS p (id, n)) person (id, name, kind);

INSERT INTO workspace.user_roles (workspace_id, user_id, role)
SELECT @workspace, id, 'owner' FROM unnest(@owners) id
UNION ALL VALUES (@workspace, @admin, 'admin'), (@workspace, @leaver, @leaver_role)
UNION ALL SELECT @workspace, id, 'agent' FROM unnest(@agents || @partners) id;

INSERT INTO workspace.teams (workspace_id, id, name, kind)
VALUES (@workspace, @team, 'Support', 'general'), (@workspace, @sales_team, 'Sales', 'sales');

INSERT INTO workspace.team_members (workspace_id, team_id, user_id)
SELECT @workspace, @team, id FROM unnest(@leaver || @agents) id
UNION ALL SELECT @workspace, @sales_team, id FROM unnest(@agents[1:1]) id;

INSERT INTO workspace.sessions (workspace_id, user_id) SELECT @workspace, @leaver FROM generate_series(1, @sessions);
INSERT INTO workspace.api_tokens (workspace_id, user_id) SELECT @workspace, @leaver FROM generate_series(1, @api_tokens);

INSERT INTO workspace.conversations (workspace_id, id, assignee_id, status, subject, due_at)
SELECT @workspace, row_number() OVER (ORDER BY kind.position, n), @leaver, kind.status, kind.status || ' ' || n,
       CASE WHEN kind.status IN ('snoozed', 'callback', 'follow-up') THEN now() + interval '1 day' END
FROM (VALUES (1, 'open', @open), (2, 'snoozed', @snoozed), (3, 'callback', @callbacks), (4, 'follow-up', @follow_ups),
             (5, 'closed', @closed)) kind (position, status, amount),
     LATERAL generate_series(1, kind.amount) n;
