-- A workspace on a busy day: one leaver in the middle, one that needs attention, finished and scheduled ones, two refusals and
-- two messages nobody could read. Written by hand because the pages must be seen with it.
INSERT INTO workspace.workspaces (id, name, seat_limit) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'Northwind Support', 40), ('a0000000-0000-4000-8000-000000000002', 'Contoso Care', 80);

INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
SELECT 'a0000000-0000-4000-8000-000000000001', ('b0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, name, email, status,
       CASE WHEN status = 'inactive' THEN now() END
FROM (VALUES (1, 'Ingrid Solberg', 'ingrid.solberg@northwind.example', 'active'),
             (2, 'Marta Lindqvist', 'marta.lindqvist@northwind.example', 'inactive'),
             (3, 'Tomás Okafor', 'tomas.okafor@northwind.example', 'inactive'),
             (4, 'Priya Raman', 'priya.raman@northwind.example', 'inactive'),
             (5, 'Jonas Weber', 'jonas.weber@northwind.example', 'active'),
             (6, 'Ada Marsh', 'ada.marsh@northwind.example', 'active'),
             (7, 'Ben Castellanos', 'ben.castellanos@northwind.example', 'active'),
             (8, 'Chiara Fontana', 'chiara.fontana@northwind.example', 'active'),
             (9, 'Wei Zhang', 'wei.zhang@northwind.example', 'inactive'),
             (10, 'Aleksandra Wojciechowska-Brzezińska', 'aleksandra.wojciechowska-brzezinska@northwind.example', 'inactive'),
             (11, 'Sam O''Neill', 'sam.oneill@northwind.example', 'inactive')) AS people (n, name, email, status);

INSERT INTO workspace.users (workspace_id, id, name, email)
SELECT 'a0000000-0000-4000-8000-000000000002', ('b0000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'Agent ' || n, 'agent' || n || '@contoso.example'
FROM generate_series(1, 70) n;

INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'owner'),
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000006', 'admin'),
    ('a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-9000-000000000070', 'owner');

INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, requested_at, due_at, started_at,
                               sign_in_closed_at, sessions_ended_at, completed_at)
SELECT ('c0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'a0000000-0000-4000-8000-000000000001',
       ('b0000000-0000-4000-8000-' || lpad(person::text, 12, '0'))::uuid, gen_random_uuid(), 'b0000000-0000-4000-8000-000000000001',
       reason, state, plan::jsonb, now() - ago, now() - ago + ahead, now() - ago + start, now() - ago + start, now() - ago + ended,
       now() - ago + finished
FROM (VALUES
    (1, 2, 'left-company', 'handing-over',
     '{"conversations": {"strategy": "round-robin", "snoozed": "wake", "leftover": "keep", "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006"}, {"userId": "b0000000-0000-4000-8000-000000000007"}, {"userId": "b0000000-0000-4000-8000-000000000008"}]}}',
     interval '14 s', interval '0', interval '0.02 s', interval '0.41 s', NULL::interval),
    (2, 3, 'contract-ended', 'needs-attention',
     '{"conversations": {"strategy": "fixed", "snoozed": "move", "leftover": "unassigned", "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006", "amount": 500}, {"userId": "b0000000-0000-4000-8000-000000000009", "amount": 250}]}}',
     interval '26 min', interval '0', interval '0.02 s', interval '1.2 s', NULL),
    (3, 4, 'left-company', 'completed', '{"conversations": {"strategy": "one-colleague", "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006"}]}}',
     interval '3 h', interval '0', interval '0.01 s', interval '0.38 s', interval '4.2 s'),
    (4, 5, 'contract-ended', 'scheduled', '{}', interval '2 h', interval '5 days', NULL, NULL, NULL),
    (5, 9, 'restructure', 'completed', '{}', interval '2 days', interval '0', interval '0.02 s', interval '0.29 s', interval '0.9 s'),
    (6, 10, 'no-longer-needs-access', 'signing-out', '{}', interval '3 s', interval '0', interval '0.02 s', NULL, NULL),
    (7, 11, 'long-leave', 'cancelled', '{}', interval '6 days', interval '0', interval '0.02 s', interval '0.33 s', NULL)
) AS c (n, person, reason, state, plan, ago, ahead, start, ended, finished);

INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, requested_at, due_at, started_at,
                               sign_in_closed_at, sessions_ended_at, completed_at)
SELECT ('c0000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'a0000000-0000-4000-8000-000000000002',
       ('b0000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 'b0000000-0000-4000-9000-000000000070',
       'left-company', 'completed', at, at, at, at, at + interval '0.3 s', at + interval '3 s'
FROM generate_series(1, 60) n, LATERAL (SELECT now() - interval '10 days' - n * interval '7 h') t (at);

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, status, total, done, attempts, last_error, started_at, progress_at, finished_at, next_attempt_at, attempt_limit)
SELECT 'a0000000-0000-4000-8000-000000000001', ('c0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, name, phase, status, total, done,
       attempts, error, now() - started, now() - progress, now() - finished, now() + next, 3
FROM (VALUES
    (1, 'sign-out-sessions', 1, 'done', 3, 3, 0, NULL, interval '13.9 s', interval '13.6 s', interval '13.6 s', NULL::interval),
    (1, 'reassign-conversations', 2, 'running', 20000, 7140, 0, NULL, interval '13 s', interval '0.2 s', NULL, NULL),
    (1, 'update-seats', 2, 'done', 1, 1, 0, NULL, interval '13.5 s', interval '13.4 s', interval '13.4 s', NULL),
    (2, 'sign-out-sessions', 1, 'done', 5, 5, 0, NULL, interval '26 min', interval '25.9 min', interval '25.9 min', NULL),
    (2, 'reassign-conversations', 2, 'failed', 750, 500, 3, 'recipient-inactive: User b0000000-0000-4000-8000-000000000009 is not active any more', interval '25 min', interval '22 min', interval '22 min', NULL),
    (2, 'update-seats', 2, 'retrying', 1, 0, 2, 'canceling statement due to lock timeout', interval '25 min', interval '1 min', NULL, interval '38 s'),
    (3, 'sign-out-sessions', 1, 'done', 2, 2, 0, NULL, interval '3 h', interval '3 h', interval '3 h', NULL),
    (3, 'reassign-conversations', 2, 'done', 1250, 1204, 0, NULL, interval '179.99 min', interval '179.93 min', interval '179.93 min', NULL),
    (3, 'update-seats', 2, 'done', 1, 1, 0, NULL, interval '179.99 min', interval '179.98 min', interval '179.98 min', NULL),
    (5, 'sign-out-sessions', 1, 'done', 2, 2, 0, NULL, interval '2 days', interval '2 days', interval '2 days', NULL),
    (5, 'update-seats', 2, 'done', 1, 1, 0, NULL, interval '2 days', interval '2 days', interval '2 days', NULL),
    (6, 'sign-out-sessions', 1, 'running', 4, 1, 0, NULL, interval '2 s', interval '0.1 s', NULL, NULL),
    (6, 'reassign-conversations', 2, 'waiting', NULL, 0, 0, NULL, NULL, interval '3 s', NULL, NULL),
    (6, 'update-seats', 2, 'waiting', NULL, 0, 0, NULL, NULL, interval '3 s', NULL, NULL)
) AS s (n, name, phase, status, total, done, attempts, error, started, progress, finished, next);

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, status, total, done, attempts, attempt_limit, started_at, finished_at)
SELECT workspace_id, id, 'sign-out-sessions', 1, 'done', 2, 2, 0, 3, started_at, started_at + interval '0.3 s'
FROM offboarding.cases WHERE workspace_id = 'a0000000-0000-4000-8000-000000000002';

-- As the triggers would have it, had the rows come one by one.
INSERT INTO offboarding.case_sums (workspace_id, case_id, failed_attempts, left_over)
SELECT s.workspace_id, s.case_id, sum(s.attempts), CASE WHEN c.state = 'completed' THEN sum(greatest(s.total - s.done, 0)) ELSE 0 END
FROM offboarding.steps s JOIN offboarding.cases c ON c.id = s.case_id
GROUP BY s.workspace_id, s.case_id, c.state
HAVING sum(s.attempts) > 0 OR (c.state = 'completed' AND sum(greatest(s.total - s.done, 0)) > 0);

INSERT INTO offboarding.step_attempts (workspace_id, case_id, step, attempt, started_at, failed_at, transient, error_type, message, stack) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'reassign-conversations', 1, now() - interval '25 min', now() - interval '24.9 min',
     true, 'Npgsql.PostgresException', '40P01: deadlock detected',
     E'   at Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async, DataRowLoadingMode dataRowLoadingMode)\n   at Npgsql.NpgsqlDataReader.NextResult(Boolean async, Boolean isConsuming)\n   at Npgsql.NpgsqlCommand.ExecuteReader(Boolean async, CommandBehavior behavior)\n   at Offboarding.Worker.ReassignWork.ReassignConversations.MoveBatchAsync(BatchContext batch) in ReassignConversations.cs:line 61'),
    ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'reassign-conversations', 2, now() - interval '24 min', now() - interval '23.8 min',
     true, 'System.TimeoutException', 'The operation has timed out.', NULL),
    ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'reassign-conversations', 3, now() - interval '22.1 min', now() - interval '22 min',
     false, 'recipient-inactive', 'User b0000000-0000-4000-8000-000000000009 is not active any more and cannot receive conversations. 250 are left; choose another recipient or activate this one.', NULL),
    ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'update-seats', 1, now() - interval '4 min', now() - interval '4 min',
     true, 'Npgsql.PostgresException', '55P03: canceling statement due to lock timeout', NULL),
    ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'update-seats', 2, now() - interval '1.1 min', now() - interval '1 min',
     true, 'Npgsql.PostgresException', '55P03: canceling statement due to lock timeout', NULL);

INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, moved_at)
SELECT 'a0000000-0000-4000-8000-000000000001', case_id::uuid, 'conversations', recipient::uuid,
       (SELECT array_agg(i) FROM generate_series(1, items) i), 1, items, now() - interval '1 min'
FROM (VALUES
    ('c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000006', 2380),
    ('c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000007', 2380),
    ('c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000008', 2380),
    ('c0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000006', 400),
    ('c0000000-0000-4000-8000-000000000002', NULL, 100),
    ('c0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000006', 1204)) AS h (case_id, recipient, items);

INSERT INTO offboarding.audit (workspace_id, case_id, at, actor, action, operation_id, details)
SELECT 'a0000000-0000-4000-8000-000000000001', case_id::uuid, now() - ago, actor, action, operation::uuid, details::jsonb
FROM (VALUES
    ('c0000000-0000-4000-8000-000000000001', interval '14 s', 'b0000000-0000-4000-8000-000000000001', 'offboarding-requested', NULL, '{"reason": "left-company"}'),
    ('c0000000-0000-4000-8000-000000000001', interval '13.98 s', 'worker', 'sign-in-closed', NULL, '{}'),
    ('c0000000-0000-4000-8000-000000000001', interval '13.6 s', 'worker', 'step-completed', NULL, '{"step": "sign-out-sessions", "sessions": 2, "apiTokens": 1}'),
    ('c0000000-0000-4000-8000-000000000001', interval '5 s', 'offboarding', 'recipient-left', NULL, '{"userId": "b0000000-0000-4000-8000-000000000009", "kind": "conversations", "shareGoesTo": "the others"}'),
    ('c0000000-0000-4000-8000-000000000001', interval '13.4 s', 'worker', 'step-completed', NULL, '{"step": "update-seats", "seatLimit": 40, "seatsInUse": 31, "limitLowered": false}'),
    ('c0000000-0000-4000-8000-000000000002', interval '26 min', 'b0000000-0000-4000-8000-000000000001', 'offboarding-requested', NULL, '{"reason": "contract-ended"}'),
    ('c0000000-0000-4000-8000-000000000002', interval '25.9 min', 'worker', 'sign-in-closed', NULL, '{}'),
    ('c0000000-0000-4000-8000-000000000002', interval '22 min', 'worker', 'step-failed', NULL, '{"step": "reassign-conversations", "attempts": 3, "errorType": "recipient-inactive"}'),
    ('c0000000-0000-4000-8000-000000000002', interval '4 min', 'ines', 'step-retried', '5f1f6c1e-8a4e-4a52-9f3b-2f4f2f9a1b11', '{"step": "update-seats", "comment": "the nightly import is over"}')
) AS a (case_id, ago, actor, action, operation, details)
ORDER BY ago DESC;

INSERT INTO offboarding.workers (id, host, process_id, version, started_at, seen_at, broker, broker_since) VALUES
    (gen_random_uuid(), 'worker-1', 4711, '0.1.0', now() - interval '3 h', now() + interval '1 h', 'connected', now() - interval '3 h'),
    (gen_random_uuid(), 'worker-2', 4712, '0.1.0', now() - interval '2 h', now() + interval '1 h', 'connected', now() - interval '40 min');

INSERT INTO offboarding.refusals (id, message_name, workspace_id, user_id, request_id, code, message, help, errors, content_type, body, refused_at) VALUES
    ('d0000000-0000-4000-8000-000000000003', 'offboarding.deactivate-user', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001',
     '77777777-0000-4000-8000-000000000001', 'only-owner', 'User b0000000-0000-4000-8000-000000000001 is the only owner of workspace a0000000-0000-4000-8000-000000000001 and cannot be deactivated.',
     'Make another active user an owner, then send the request again.', '[]', 'application/json',
     convert_to('{"requestId":"77777777-0000-4000-8000-000000000001","workspaceId":"a0000000-0000-4000-8000-000000000001","userId":"b0000000-0000-4000-8000-000000000001","reason":"left-company"}', 'UTF8'), now() - interval '50 min'),
    ('d0000000-0000-4000-8000-000000000004', 'offboarding.deactivate-user', 'a0000000-0000-4000-8000-000000000001', NULL, NULL, 'invalid-request',
     'Two fields of the request are missing or wrong.', 'Correct the fields and send the request with a new requestId.',
     '[{"path": "userId", "problem": "is missing; the id of the person who leaves is needed"}, {"path": "handover.conversations.recipients[0].amount", "problem": "is -5; it must be between 1 and 1,000,000"}]', 'application/json',
     convert_to('{"requestId":"77777777-0000-4000-8000-000000000002","note":"Grüße \"aus\" Wien","handover":{"conversations":{"strategy":"fixed","recipients":[{"amount":-5}]}}}', 'UTF8'), now() - interval '2 h');

INSERT INTO offboarding.parked_messages (id, message_name, endpoint, reason, error, content_type, body, parked_at) VALUES
    ('d0000000-0000-4000-8000-000000000001', 'offboarding.deactivate-user', 'offboarding.deactivate-user', 'unreadable',
     'The body is no JSON: ''<'' is an invalid start of a value, line 1, byte 0.', 'application/json', convert_to('<deactivate user="42"/>', 'UTF8'), now() - interval '9 min'),
    ('d0000000-0000-4000-8000-000000000002', 'offboarding.deactivate-user', 'offboarding.deactivate-user', 'unreadable',
     'The body is longer than 1 MB.', 'application/octet-stream', decode(repeat('00ff10e2', 4000), 'hex'), now() - interval '3 days');

INSERT INTO offboarding.parked_messages (id, message_name, endpoint, reason, error, content_type, body, parked_at, discarded_at, discarded_by, discard_reason, discard_request) VALUES
    ('d0000000-0000-4000-8000-000000000005', 'offboarding.deactivate-user', 'offboarding.deactivate-user', 'unreadable',
     'The body is no JSON: it is empty.', 'application/json', convert_to('', 'UTF8'), now() - interval '5 days', now() - interval '4 days', 'ines',
     'Jonas Weber tried the new HR system; nobody leaves.', 'f1000000-0000-4000-8000-000000000001');

INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer, previewed_at) VALUES
    ('e0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000005', '77777777-0000-4000-8000-000000000005', 'b0000000-0000-4000-8000-000000000001', sha256('1'),
     '{"userId": "b0000000-0000-4000-8000-000000000005", "kinds": [{"kind": "conversations", "open": 20004, "kept": 0, "unassigned": 0, "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006", "before": 41, "gets": 6655, "after": 6696}, {"userId": "b0000000-0000-4000-8000-000000000007", "before": 12, "gets": 6684, "after": 6696}, {"userId": "b0000000-0000-4000-8000-000000000008", "before": 31, "gets": 6665, "after": 6696}]}, {"kind": "contacts", "open": 104, "kept": 24, "unassigned": 0, "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006", "before": 0, "gets": 30, "after": 30}, {"userId": "b0000000-0000-4000-8000-000000000007", "before": 7, "gets": 50, "after": 57}]}, {"kind": "leads", "open": 9, "kept": 0, "unassigned": 6, "recipients": [{"userId": "b0000000-0000-4000-8000-000000000008", "before": 2, "gets": 3, "after": 5}]}, {"kind": "tasks", "open": 0, "kept": 0, "unassigned": 0, "recipients": []}], "completedTasksRemoved": 12, "warnings": [{"code": "recipient-gets-many", "kind": "conversations", "userId": "b0000000-0000-4000-8000-000000000006", "message": "Recipient b0000000-0000-4000-8000-000000000006 gets 6,655 conversations and then has 6,696; more than 1,000 at once is much."}, {"code": "recipient-leaves", "kind": null, "userId": "b0000000-0000-4000-8000-000000000008", "message": "Recipient b0000000-0000-4000-8000-000000000008 leaves on 2026-12-24 (long-leave); what they get would have to be handed over again."}, {"code": "work-stays", "kind": "contacts", "userId": null, "message": "24 of 104 contacts stay with b0000000-0000-4000-8000-000000000005, who cannot sign in then."}], "refusal": null, "eventId": "e0000000-0000-4000-8000-000000000001", "requestId": "77777777-0000-4000-8000-000000000005", "workspaceId": "a0000000-0000-4000-8000-000000000001", "occurredAt": "2026-11-22T09:14:07.020311+00:00"}', now() - interval '4 min'),
    ('e0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000005', '77777777-0000-4000-8000-000000000006', 'b0000000-0000-4000-8000-000000000001', sha256('2'),
     '{"userId": "b0000000-0000-4000-8000-000000000005", "kinds": [{"kind": "conversations", "open": 20004, "kept": 0, "unassigned": 0, "recipients": [{"userId": "b0000000-0000-4000-8000-000000000006", "before": 41, "gets": 10002, "after": 10043}, {"userId": "b0000000-0000-4000-8000-000000000009", "before": 0, "gets": 10002, "after": 10002}]}, {"kind": "contacts", "open": 104, "kept": 104, "unassigned": 0, "recipients": []}, {"kind": "leads", "open": 9, "kept": 0, "unassigned": 9, "recipients": []}, {"kind": "tasks", "open": 12, "kept": 12, "unassigned": 0, "recipients": []}], "completedTasksRemoved": 0, "warnings": [], "refusal": {"code": "recipient-inactive", "message": "Recipient b0000000-0000-4000-8000-000000000009 is inactive and cannot receive conversations.", "help": "Name an active user, or activate this one first.", "errors": [{"path": "handover.conversations.recipients[1].userId", "problem": "Recipient b0000000-0000-4000-8000-000000000009 is inactive and cannot receive conversations. Name an active user, or activate this one first."}]}, "eventId": "e0000000-0000-4000-8000-000000000002", "requestId": "77777777-0000-4000-8000-000000000006", "workspaceId": "a0000000-0000-4000-8000-000000000001", "occurredAt": "2026-11-22T09:14:07.020311+00:00"}', now() - interval '35 min');

UPDATE offboarding.workers SET doing = jsonb_build_array(
    jsonb_build_object('caseId', 'c0000000-0000-4000-8000-000000000001', 'step', 'reassign-conversations', 'since', now() - interval '1.4 s'),
    jsonb_build_object('caseId', 'c0000000-0000-4000-8000-000000000006', 'step', 'sign-out-sessions', 'since', now() - interval '0.1 s'))
WHERE host = 'worker-1';
INSERT INTO offboarding.workers (id, host, process_id, version, started_at, seen_at, broker, broker_since) VALUES
    (gen_random_uuid(), 'worker-0', 4610, '0.1.0', now() - interval '9 h', now() - interval '2 h', 'connected', now() - interval '9 h');

INSERT INTO offboarding.operations (id, kind, scope, actor, why, state, asked, sent, succeeded, failed_again, left_alone, frozen_at, started_at, ended_at) VALUES
    ('f0000000-0000-4000-8000-000000000001', 'retry-steps', '{"step": "reassign-conversations", "kind": "recipient-inactive"}', 'ines',
     'Wei Zhang is active again', 'done', 3, 2, 1, 1, 1, now() - interval '1 day', now() - interval '1 day', now() - interval '23.9 h');
INSERT INTO offboarding.operation_items (operation_id, number, workspace_id, case_id, step, attempts, outcome, sent_at, decided_at)
SELECT 'f0000000-0000-4000-8000-000000000001', n, 'a0000000-0000-4000-8000-000000000001', ('c0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       'reassign-conversations', 2, outcome, now() - interval '1 day', now() - interval '23.9 h'
FROM (VALUES (1, 'left-alone'), (2, 'failed-again'), (3, 'succeeded')) AS i (n, outcome);
