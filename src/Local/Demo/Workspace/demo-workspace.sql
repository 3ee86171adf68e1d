-- name: demo-workspace()
-- The demo workspace, from nothing or back to how it was. What was recorded about earlier demonstrations (cases, ledger,
-- audit trail) stays: evidence is not unwritten, not even here.
CREATE TEMP TABLE demo_people (
    id uuid GENERATED ALWAYS AS (('0d000000-0000-4000-8000-0000000001' || lpad(number::text, 2, '0'))::uuid) STORED,
    number integer, name text, kind text, roles text[], team text, sessions integer, tokens integer,
    open integer, snoozed integer, callbacks integer, follow_ups integer, closed integer,
    contacts integer, leads integer, tasks integer
) ON COMMIT DROP;

INSERT INTO demo_people (number, name, kind, roles, team, sessions, tokens, open, snoozed, callbacks, follow_ups, closed,
                         contacts, leads, tasks)
VALUES
    ( 1, 'Olivia Owner', 'full',    '{owner,admin}', NULL,      2, 0,     0,    0,   0,   0,    0,  0,  0,  3),
    ( 2, 'Oscar Owner',  'full',    '{owner}',       NULL,      1, 0,     0,    0,   0,   0,    0,  0,  0,  1),
    ( 3, 'Ada Admin',    'full',    '{admin}',       'Support', 1, 1,     0,    0,   0,   0,    0,  0,  0,  5),
    ( 4, 'Lea Leaver',   'full',    '{agent}',       'Support', 3, 2, 18000, 1000, 500, 500, 5000, 60,  0, 25),
    ( 5, 'Ben Berger',   'full',    '{agent}',       'Support', 1, 0,   900,   60,  20,  20,  300, 20,  0,  8),
    ( 6, 'Chen Chang',   'full',    '{agent}',       'Support', 1, 0,   700,   40,  30,  30,  300, 20,  0,  8),
    ( 7, 'Dana Diaz',    'full',    '{agent}',       'Support', 1, 0,  1100,   50,  25,  25,  300, 20,  0,  8),
    ( 8, 'Eli Evans',    'full',    '{agent}',       'Support', 1, 0,   500,   20,  10,  10,  300, 20,  0,  8),
    ( 9, 'Fatima Farah', 'full',    '{agent}',       'Support', 1, 0,   600,   30,  10,  10,  300, 20,  0,  8),
    (10, 'Gus Green',    'full',    '{agent}',       'Support', 1, 0,   300,   10,   5,   5,  300, 20,  0,  8),
    (11, 'Pat Partner',  'partner', '{agent}',       'Support', 1, 0,    40,    0,   0,   0,   20,  0,  0,  2),
    (12, 'Sam Sales',    'full',    '{agent}',       'Sales',   1, 0,     0,    0,   0,   0,    0, 40, 92, 12),
    (13, 'Sue Sales',    'full',    '{agent}',       'Sales',   1, 0,     0,    0,   0,   0,    0, 40, 64, 12);

-- Who was permanently deleted stays deleted.
DELETE FROM demo_people p USING workspace.users u
WHERE u.workspace_id = '0d000000-0000-4000-8000-000000000001' AND u.id = p.id AND u.status = 'deleted';

SET CONSTRAINTS ALL DEFERRED;

INSERT INTO workspace.workspaces (id, name, seat_limit, account_owner_id)
VALUES ('0d000000-0000-4000-8000-000000000001', 'Demo', 12, '0d000000-0000-4000-8000-000000000101')
ON CONFLICT (id) DO UPDATE SET seat_limit = excluded.seat_limit, account_owner_id = excluded.account_owner_id;

-- A demonstration that was stopped half-way ends here; nobody is left who would carry it on.
UPDATE offboarding.steps s SET status = 'skipped', next_attempt_at = NULL, finished_at = now()
FROM offboarding.cases c
WHERE c.workspace_id = '0d000000-0000-4000-8000-000000000001' AND c.state NOT IN ('completed', 'refused', 'cancelled')
  AND s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.status <> 'done';
UPDATE offboarding.cases SET state = 'cancelled'
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND state NOT IN ('completed', 'refused', 'cancelled');

INSERT INTO workspace.users (workspace_id, id, name, email, kind)
SELECT '0d000000-0000-4000-8000-000000000001', id, name, lower(split_part(name, ' ', 1)) || '@demo.example', kind
FROM demo_people
ON CONFLICT (workspace_id, id) DO UPDATE SET status = 'active', kind = excluded.kind, sign_in_closed_at = NULL, successor_id = NULL;

INSERT INTO workspace.user_roles (workspace_id, user_id, role)
SELECT '0d000000-0000-4000-8000-000000000001', id, unnest(roles) FROM demo_people
ON CONFLICT DO NOTHING;

INSERT INTO workspace.teams (workspace_id, id, name, kind)
VALUES ('0d000000-0000-4000-8000-000000000001', '0d000000-0000-4000-8000-000000000201', 'Support', 'general'),
       ('0d000000-0000-4000-8000-000000000001', '0d000000-0000-4000-8000-000000000202', 'Sales', 'sales')
ON CONFLICT DO NOTHING;

INSERT INTO workspace.team_members (workspace_id, team_id, user_id)
SELECT t.workspace_id, t.id, p.id
FROM demo_people p JOIN workspace.teams t ON t.workspace_id = '0d000000-0000-4000-8000-000000000001' AND t.name = p.team
ON CONFLICT DO NOTHING;

DELETE FROM workspace.sessions WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.api_tokens WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.notes WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.ratings WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.conversations WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.contacts WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.leads WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';
DELETE FROM workspace.tasks WHERE workspace_id = '0d000000-0000-4000-8000-000000000001';

INSERT INTO workspace.sessions (workspace_id, user_id, created_at)
SELECT '0d000000-0000-4000-8000-000000000001', id, now() - n * interval '7 hours'
FROM demo_people, generate_series(1, sessions) n;

INSERT INTO workspace.api_tokens (workspace_id, user_id, created_at)
SELECT '0d000000-0000-4000-8000-000000000001', id, now() - n * interval '30 days'
FROM demo_people, generate_series(1, tokens) n;

-- Kinds are mixed by a hash, as they are in life, so that a batch of a handover meets all of them.
INSERT INTO workspace.conversations (workspace_id, assignee_id, status, subject, due_at, created_at)
SELECT '0d000000-0000-4000-8000-000000000001', p.id, k.status,
       (ARRAY['Where is my parcel?', 'Invoice does not add up', 'Cannot sign in', 'Change of address', 'Please call me back',
              'Question about the contract', 'Refund', 'Upgrade to the larger plan'])[1 + n % 8],
       CASE WHEN k.status IN ('snoozed', 'callback', 'follow-up') THEN now() + (1 + n % 240) * interval '1 hour' END,
       now() - n * interval '5 minutes'
FROM demo_people p
CROSS JOIN LATERAL (VALUES ('open', p.open), ('snoozed', p.snoozed), ('callback', p.callbacks),
                           ('follow-up', p.follow_ups), ('closed', p.closed)) k (status, amount)
CROSS JOIN LATERAL generate_series(1, k.amount) n
ORDER BY p.number, md5(k.status || n);

INSERT INTO workspace.contacts (workspace_id, assignee_id, name, email)
SELECT '0d000000-0000-4000-8000-000000000001', id, 'Contact ' || number || '-' || n, 'contact-' || number || '-' || n || '@client.example'
FROM demo_people, generate_series(1, contacts) n;

INSERT INTO workspace.leads (workspace_id, assignee_id, title)
SELECT '0d000000-0000-4000-8000-000000000001', id, 'Lead ' || number || '-' || n FROM demo_people, generate_series(1, leads) n;

INSERT INTO workspace.tasks (workspace_id, assignee_id, title, due_at)
SELECT '0d000000-0000-4000-8000-000000000001', id, 'Task ' || number || '-' || n, now() + n * interval '1 day'
FROM demo_people, generate_series(1, tasks) n;

INSERT INTO offboarding.audit (workspace_id, actor, action)
VALUES ('0d000000-0000-4000-8000-000000000001', 'offboarding-local', 'demo-workspace-restored');
