-- Laid over the busy day: what waits for a second person, a list, legal holds, people of every status, contacts, work left behind.
INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
SELECT 'a0000000-0000-4000-8000-000000000001', ('b0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, name, email, status,
       CASE WHEN status IN ('inactive', 'deleted') THEN now() - interval '40 days' END
FROM (VALUES (21, 'Ines Castro', 'ines.castro@northwind.example', 'invited'),
             (22, 'Deleted user', 'deleted-b0000000-0000-4000-8000-000000000022@deleted.invalid', 'deleted'),
             (23, 'Hanna Virtanen', 'hanna.virtanen@northwind.example', 'inactive')) AS people (n, name, email, status);
INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'e1000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000021', 'ines.castro@northwind.example',
     'b0000000-0000-4000-8000-000000000001', now() + interval '9 days');

INSERT INTO offboarding.lists (id, workspace_id, request_id, requested_by, for_all, people, held, requested_at, answered_at) VALUES
    ('e2000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', 'e2000000-0000-4000-8000-00000000000f', 'b0000000-0000-4000-9000-000000000070',
     '{"reason": "restructure"}', 8, true, now() - interval '50 min', now() - interval '49 min'),
    ('e2000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000001', 'e2000000-0000-4000-8000-0000000000ff', 'b0000000-0000-4000-8000-000000000006',
     '{"reason": "left-company"}', 6, false, now() - interval '4 h', now() - interval '4 h');

INSERT INTO offboarding.approvals (id, workspace_id, asked_by, list_id, status, opened_at, expires_at, counted, active_users, people_limit, percent_limit, period,
                                   decided_at, decided_by, decision_request, decided_people, comment) VALUES
    ('e3000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-9000-000000000070', 'e2000000-0000-4000-8000-000000000001',
     'open', now() - interval '49 min', now() + interval '71 h', 8, 70, 5, 10, interval '24 h', NULL, NULL, NULL, NULL, NULL),
    ('e3000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-9000-000000000070', NULL,
     'rejected', now() - interval '5 days', now() - interval '2 days', 6, 76, 5, NULL, interval '24 h', now() - interval '4 days', 'ines', gen_random_uuid(), 12, 'a wrong export'),
    ('e3000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-9000-000000000069', NULL,
     'expired', now() - interval '9 days', now() - interval '6 days', 6, 76, 5, NULL, interval '24 h', now() - interval '6 days', 'offboarding', gen_random_uuid(), 2, NULL);

INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, requested_at, due_at, approval_id)
SELECT ('e4000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'a0000000-0000-4000-8000-000000000002', ('b0000000-0000-4000-9000-' || lpad((60 + n)::text, 12, '0'))::uuid,
       ('e5000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'b0000000-0000-4000-9000-000000000070', 'restructure', 'held-for-approval', now() - interval '49 min',
       now() - interval '49 min', 'e3000000-0000-4000-8000-000000000001'
FROM generate_series(1, 8) n;
INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, user_id, line, status, answered_at)
SELECT 'a0000000-0000-4000-8000-000000000002', 'e2000000-0000-4000-8000-000000000001', n - 1, ('e5000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       ('b0000000-0000-4000-9000-' || lpad((60 + n)::text, 12, '0'))::uuid, '{}', 'accepted', now() - interval '49 min'
FROM generate_series(1, 8) n;

-- A list whose lines came to every kind of end; three of them are cases of the busy day.
UPDATE offboarding.cases SET request_id = 'e6000000-0000-4000-8000-000000000001' WHERE id = 'c0000000-0000-4000-8000-000000000001';
UPDATE offboarding.cases SET request_id = 'e6000000-0000-4000-8000-000000000002' WHERE id = 'c0000000-0000-4000-8000-000000000002';
UPDATE offboarding.cases SET request_id = 'e6000000-0000-4000-8000-000000000003' WHERE id = 'c0000000-0000-4000-8000-000000000003';
INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, user_id, line, status, code, problem, answered_at)
SELECT 'a0000000-0000-4000-8000-000000000001', 'e2000000-0000-4000-8000-000000000002', n - 1, ('e6000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, who::uuid, '{}', status,
       code, problem, now() - interval '4 h'
FROM (VALUES (1, 'b0000000-0000-4000-8000-000000000002', 'accepted', NULL, NULL),
             (2, 'b0000000-0000-4000-8000-000000000003', 'accepted', NULL, NULL),
             (3, 'b0000000-0000-4000-8000-000000000004', 'accepted', NULL, NULL),
             (4, 'b0000000-0000-4000-8000-000000000001', 'refused', 'only-owner', 'User b0000000-0000-4000-8000-000000000001 is the only owner of the workspace and cannot be deactivated.'),
             (5, NULL, 'refused', 'invalid-request', 'users[4]: 1 field is missing or wrong: userId is missing.'),
             (6, 'b0000000-0000-4000-8000-000000000099', 'failed', NULL, 'TimeoutException: The operation has timed out.')) AS l (n, who, status, code, problem);
INSERT INTO offboarding.refusals (id, message_name, workspace_id, user_id, request_id, code, message, help, errors, content_type, body, refused_at) VALUES
    ('d0000000-0000-4000-8000-000000000014', 'offboarding.deactivate-user', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001',
     'e6000000-0000-4000-8000-000000000004', 'only-owner', 'User b0000000-0000-4000-8000-000000000001 is the only owner.', 'Make another active user an owner first.', '[]',
     'application/json', convert_to('{}', 'UTF8'), now() - interval '4 h');

INSERT INTO offboarding.legal_holds (workspace_id, id, user_id, reason, placed_by, placed_at, lifted_by, lifted_at, lift_reason) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'e7000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000009', 'Lawsuit 4711', 'b0000000-0000-4000-8000-000000000001',
     now() - interval '3 days', NULL, NULL, NULL),
    ('a0000000-0000-4000-8000-000000000001', 'e7000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000004', 'Audit of the year', 'b0000000-0000-4000-8000-000000000006',
     now() - interval '90 days', 'b0000000-0000-4000-8000-000000000001', now() - interval '30 days', 'The audit is over');

INSERT INTO workspace.contacts (workspace_id, id, assignee_id, name, email, status, archived_at)
SELECT 'a0000000-0000-4000-8000-000000000001', n, 'b0000000-0000-4000-8000-000000000006', name, email, status, CASE WHEN archived THEN now() - interval '8 days' END
FROM (VALUES (901, 'Olivia Hart', 'olivia@hart.example', 'active', false), (902, 'Peter Quill', 'peter@quill.example', 'inactive', false),
             (903, 'Rosa Blum', 'rosa@blum.example', 'active', true)) AS c (n, name, email, status, archived);
INSERT INTO workspace.contact_records (workspace_id, contact_id, kind, record_id)
SELECT 'a0000000-0000-4000-8000-000000000001', 902, 'invoice', 'I-' || n FROM generate_series(1, 6) n;

-- Open work of somebody who is gone, as it is when it stays by the plan: it was theirs before they left.
UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = 'b0000000-0000-4000-8000-000000000023';
INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status)
SELECT 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000023', 'Task ' || n, 'pending' FROM generate_series(1, 7) n;
INSERT INTO workspace.conversations (workspace_id, assignee_id, subject, status)
SELECT 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000023', 'Conversation ' || n, 'open' FROM generate_series(1, 12) n;
UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() - interval '40 days' WHERE id = 'b0000000-0000-4000-8000-000000000023';
