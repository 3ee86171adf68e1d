-- Laid over the desk day: enough of a kind for two buttons of which one undoes what the other needs (a second approval, messages to replay, edit and discard), and what
-- the desk day has not: somebody who stays, a team of all, so that a plan with every field is one that can be carried out, a paused case, an invited contact, a bulk act
-- that goes on running.
INSERT INTO offboarding.approvals (id, workspace_id, asked_by, status, opened_at, expires_at, counted, active_users, people_limit, percent_limit, period)
SELECT 'e3000000-0000-4000-8000-000000000009', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'open', opened_at, expires_at, 1, 9, 1, NULL, period
FROM offboarding.approvals WHERE id = 'e3000000-0000-4000-8000-000000000001';
INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, requested_at, due_at, approval_id)
VALUES ('e4000000-0000-4000-8000-000000000009', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000008', gen_random_uuid(),
        'b0000000-0000-4000-8000-000000000001', 'restructure', 'held-for-approval', now(), now(), 'e3000000-0000-4000-8000-000000000009');
INSERT INTO offboarding.parked_messages (id, message_name, endpoint, reason, error, content_type, body, parked_at)
SELECT gen_random_uuid(), message_name, endpoint, reason, error, content_type, body, parked_at
FROM offboarding.parked_messages, generate_series(1, 6) WHERE id = 'd0000000-0000-4000-8000-000000000001';
INSERT INTO workspace.users (workspace_id, id, name, email) VALUES ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000031', 'Lena Hoff', 'lena.hoff@northwind.example');
INSERT INTO workspace.teams (workspace_id, id, name, kind) VALUES ('a0000000-0000-4000-8000-000000000001', 'e8000000-0000-4000-8000-000000000001', 'All', 'sales');
INSERT INTO workspace.team_members (workspace_id, team_id, user_id)
SELECT workspace_id, 'e8000000-0000-4000-8000-000000000001', id FROM workspace.users WHERE workspace_id = 'a0000000-0000-4000-8000-000000000001' AND status <> 'deleted';
INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, requested_at, due_at, started_at)
VALUES ('c0000000-0000-4000-8000-000000000009', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000007', gen_random_uuid(),
        'b0000000-0000-4000-8000-000000000001', 'restructure', 'paused', now(), now(), now());
INSERT INTO workspace.invitations (workspace_id, id, contact_id, email, invited_by, expires_at)
VALUES ('a0000000-0000-4000-8000-000000000001', gen_random_uuid(), 902, 'peter@quill.example', 'b0000000-0000-4000-8000-000000000001', now() + interval '9 days');
INSERT INTO offboarding.operations (id, kind, scope, actor, state, asked, sent, frozen_at, started_at)
VALUES ('f0000000-0000-4000-8000-000000000009', 'replay-messages', '{"reason": "unreadable"}', 'admin', 'running', 1, 1, now() - interval '1 h', now() - interval '1 h');
INSERT INTO offboarding.operation_items (operation_id, number, message_id, outcome, sent_at)
VALUES ('f0000000-0000-4000-8000-000000000009', 1, gen_random_uuid(), 'sent', now());
