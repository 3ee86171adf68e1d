-- @finished cases of two years and @running ones of today, in 200 workspaces, with steps, ledger, audit, attempts and messages as a
-- worker would have left them. Nothing is checked while loading, and the audit is not chained: no page reads the chain.
SET LOCAL session_replication_role = replica;
SELECT setseed(0.5);

INSERT INTO workspace.workspaces (id, name, seat_limit)
SELECT md5('workspace' || w)::uuid, 'Workspace ' || w, 100000 FROM generate_series(1, 200) w;

-- 40 colleagues in each workspace, the first an owner; the rest are the leavers.
INSERT INTO workspace.users (workspace_id, id, name, email)
SELECT md5('workspace' || w)::uuid, md5('colleague' || w || '-' || n)::uuid, 'Colleague ' || n, 'colleague' || n || '@w' || w || '.example'
FROM generate_series(1, 200) w, generate_series(1, 40) n;
INSERT INTO workspace.user_roles (workspace_id, user_id, role)
SELECT md5('workspace' || w)::uuid, md5('colleague' || w || '-' || n)::uuid, CASE n WHEN 1 THEN 'owner' ELSE 'agent' END
FROM generate_series(1, 200) w, generate_series(1, 40) n;

CREATE TEMPORARY TABLE leavers ON COMMIT DROP AS
SELECT n, w, md5('workspace' || w)::uuid AS workspace_id, md5('leaver' || n)::uuid AS user_id, md5('case' || n)::uuid AS case_id,
       n > @finished AS running,
       CASE WHEN n > @finished THEN now() - (n - @finished) * interval '3 s' ELSE now() - interval '1 day' - (@finished - n) * interval '63 s' END AS at,
       CASE WHEN n <= @finished THEN CASE WHEN n % 100 = 0 THEN 'cancelled' WHEN n % 100 = 1 THEN 'refused' ELSE 'completed' END
            ELSE (ARRAY['signing-out', 'handing-over', 'handing-over', 'handing-over', 'handing-over', 'handing-over', 'handing-over',
                        'needs-attention', 'paused', 'scheduled'])[1 + n % 10] END AS state
FROM (SELECT n, 1 + n % 200 AS w FROM generate_series(1::bigint, @finished + @running) n) numbered;

INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
SELECT workspace_id, user_id,
       (ARRAY['Ada', 'Ben', 'Chiara', 'Dmitri', 'Elif', 'Fatou', 'Goran', 'Hana', 'Ines', 'Jonas', 'Kofi', 'Lena', 'Marta', 'Noor', 'Olga', 'Priya',
              'Quentin', 'Rosa', 'Sam', 'Tomas', 'Uma', 'Viktor', 'Wei', 'Ximena', 'Yusuf', 'Zoe'])[1 + n % 26] || ' ' ||
       initcap(translate(substr(md5('n' || n / 26), 1, 7), '0123456789', 'ghijklmnop')) || ' ' || n,
       'person' || n || '@w' || w || '.example', CASE WHEN state = 'scheduled' THEN 'active' ELSE 'inactive' END, at
FROM leavers;

INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, requested_at, due_at, started_at,
                               sign_in_closed_at, sessions_ended_at, completed_at)
SELECT case_id, workspace_id, user_id, md5('request' || n)::uuid, md5('colleague' || w || '-1')::uuid,
       (ARRAY['left-company', 'left-company', 'left-company', 'contract-ended', 'restructure', 'long-leave'])[1 + n % 6], state,
       '{"conversations": {"strategy": "round-robin", "recipients": []}}', at, CASE WHEN state = 'scheduled' THEN at + interval '20 days' ELSE at END,
       CASE WHEN state <> 'scheduled' THEN at END, CASE WHEN state <> 'scheduled' THEN at END,
       CASE WHEN state NOT IN ('scheduled', 'signing-out', 'cancelled', 'refused') THEN at + interval '1 ms' * (50 + 900 * random()) END,
       CASE WHEN NOT running THEN at + interval '1 s' * (1 + 100 * random()) END
FROM leavers;

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, status, total, done, attempts, attempt_limit, next_attempt_at, last_error, started_at, progress_at, finished_at)
SELECT l.workspace_id, l.case_id, s.name, s.phase, s.status, s.total, s.done, s.attempts, 3,
       CASE WHEN s.status = 'retrying' THEN now() + interval '1 min' END, CASE WHEN s.status IN ('failed', 'retrying') THEN '40P01: deadlock detected' END,
       l.at, l.at, CASE WHEN s.status IN ('done', 'failed') THEN l.at + interval '10 s' END
FROM leavers l
CROSS JOIN LATERAL (VALUES
    ('sign-out-sessions', 0, CASE WHEN l.state = 'signing-out' THEN 'running' WHEN l.state = 'scheduled' THEN 'waiting' ELSE 'done' END, 3, 3, 0),
    ('reassign-conversations', 1, CASE WHEN NOT l.running THEN 'done' WHEN l.state = 'handing-over' THEN CASE WHEN l.n % 20 = 1 THEN 'retrying' ELSE 'running' END
                                       WHEN l.state = 'needs-attention' THEN 'failed' ELSE 'waiting' END,
     1000, CASE WHEN l.running THEN l.n % 900 WHEN l.n % 10 = 3 THEN 1000 - l.n % 997 ELSE 1000 END,
     CASE WHEN l.state = 'needs-attention' THEN 3 WHEN l.n % 20 = 1 THEN (l.n % 7)::int ELSE 0 END),
    ('update-seats', 1, CASE WHEN NOT l.running OR l.state IN ('handing-over', 'needs-attention') THEN 'done' ELSE 'waiting' END, 1, 1, 0))
    AS s (name, phase, status, total, done, attempts)
WHERE l.state NOT IN ('cancelled', 'refused');

-- As the triggers would have it; they do not run while loading.
INSERT INTO offboarding.case_sums (workspace_id, case_id, failed_attempts, left_over)
SELECT s.workspace_id, s.case_id, sum(s.attempts), CASE WHEN l.state = 'completed' THEN sum(s.total - s.done) ELSE 0 END
FROM offboarding.steps s JOIN leavers l ON l.case_id = s.case_id
GROUP BY s.workspace_id, s.case_id, l.state
HAVING sum(s.attempts) > 0 OR (l.state = 'completed' AND sum(s.total - s.done) > 0);

INSERT INTO offboarding.step_attempts (workspace_id, case_id, step, attempt, started_at, failed_at, transient, error_type, message, stack)
SELECT l.workspace_id, l.case_id, 'reassign-conversations', a, l.at, l.at + a * interval '1 s', true, 'Npgsql.PostgresException',
       (ARRAY['40P01: deadlock detected', '57014: canceling statement due to statement timeout', 'recipient-inactive: somebody is not active any more'])[1 + l.n % 3],
       repeat('   at Offboarding.Worker.Something.SomewhereAsync(CancellationToken) in Something.cs:line 61' || chr(10), 12)
FROM leavers l, generate_series(1, 3) a
WHERE l.state = 'needs-attention';

INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, moved_at)
SELECT l.workspace_id, l.case_id, 'conversations', md5('colleague' || l.w || '-' || 2 + (l.n + r) % 39)::uuid, ARRAY[l.n * 10 + r], l.n * 10 + r, l.n * 10 + r, l.at
FROM leavers l, generate_series(1, 2) r
WHERE l.state IN ('completed', 'handing-over');

INSERT INTO offboarding.audit (workspace_id, case_id, at, actor, action, details)
SELECT l.workspace_id, l.case_id, l.at, CASE a WHEN 1 THEN md5('colleague' || l.w || '-1') ELSE 'worker' END,
       (ARRAY['offboarding-requested', 'sign-in-closed', 'step-completed'])[a], '{"step": "sign-out-sessions", "sessions": 3}'
FROM leavers l, generate_series(1, 3) a
ORDER BY l.at, a;

INSERT INTO offboarding.refusals (id, message_name, workspace_id, code, message, help, content_type, body, refused_at)
SELECT gen_random_uuid(), 'offboarding.deactivate-user', md5('workspace' || (1 + n % 200))::uuid, 'only-owner', 'This is the only owner.', 'Name another owner.', 'application/json',
       convert_to('{"requestId": "' || n || '"}', 'UTF8'), now() - n * interval '2 min'
FROM generate_series(1, 20000) n;

INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, body, parked_at)
SELECT 'offboarding.deactivate-user', 'offboarding.deactivate-user', 'unreadable', 'The body is no JSON.', 'application/json', convert_to('<no/>', 'UTF8'),
       now() - n * interval '5 min'
FROM generate_series(1, 500) n;

INSERT INTO offboarding.workers (id, host, process_id, version, started_at, seen_at, broker, broker_since)
SELECT gen_random_uuid(), 'worker-' || n, 4710 + n, '0.1.0', now(), now() + interval '1 day', 'connected', now() FROM generate_series(1, 4) n;

INSERT INTO offboarding.operations (id, kind, scope, actor, why, state, asked, sent, succeeded, failed_again, frozen_at, started_at, ended_at)
SELECT md5('operation' || n)::uuid, 'retry-steps', '{"step": "reassign-conversations", "kind": "Npgsql.PostgresException 40P01"}', 'ops.anna', 'the disk is bigger', 'done',
       200, 200, 190, 10, now() - n * interval '1 h', now() - n * interval '1 h', now() - n * interval '1 h'
FROM generate_series(1, 5000) n;
INSERT INTO offboarding.operation_items (operation_id, number, workspace_id, case_id, step, attempts, outcome, sent_at, decided_at)
SELECT md5('operation' || 1 + l.n % 1000)::uuid, 1 + l.n / 1000, l.workspace_id, l.case_id, 'reassign-conversations', 3,
       CASE WHEN l.n % 20 = 0 THEN 'failed-again' ELSE 'succeeded' END, l.at, l.at
FROM leavers l WHERE l.n <= 200000;

-- Lists of fifty people, as their departures came; mass changes that wait and were decided; contacts of each workspace.
INSERT INTO offboarding.lists (id, workspace_id, request_id, requested_by, for_all, people, held, requested_at, answered_at, completed_at)
SELECT md5('list' || l.w || '-' || l.n / 10000)::uuid, l.workspace_id, md5('listrequest' || l.w || '-' || l.n / 10000)::uuid, md5('colleague' || l.w || '-1')::uuid, '{}', count(*), false,
       min(l.at), max(l.at), max(l.at)
FROM leavers l WHERE l.n <= 100000
GROUP BY l.w, l.workspace_id, l.n / 10000;
INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, user_id, line, status, answered_at)
SELECT l.workspace_id, md5('list' || l.w || '-' || l.n / 10000)::uuid, row_number() OVER (PARTITION BY l.w, l.n / 10000 ORDER BY l.n) - 1, md5('request' || l.n)::uuid, l.user_id, '{}', 'accepted', l.at
FROM leavers l WHERE l.n <= 100000;

INSERT INTO offboarding.approvals (id, workspace_id, asked_by, status, opened_at, expires_at, counted, active_users, people_limit, period, decided_at, decided_by, decision_request, decided_people)
SELECT md5('approval' || n)::uuid, md5('workspace' || 1 + n % 200)::uuid, md5('colleague' || 1 + n % 200 || '-1')::uuid, CASE WHEN n <= 100 THEN 'open' ELSE 'approved' END, now() - n * interval '3 h',
       now() + interval '3 days', 30, 5000, 20, '1 day', CASE WHEN n > 100 THEN now() - n * interval '2 h' END, CASE WHEN n > 100 THEN 'ops.anna' END, CASE WHEN n > 100 THEN gen_random_uuid() END, CASE WHEN n > 100 THEN 30 END
FROM generate_series(1, 2000) n;
UPDATE offboarding.cases c SET state = 'held-for-approval', approval_id = a.id
FROM offboarding.approvals a WHERE a.status = 'open' AND c.state = 'scheduled' AND c.workspace_id = a.workspace_id;

INSERT INTO workspace.contacts (workspace_id, assignee_id, name, email, status, archived_at)
SELECT md5('workspace' || w)::uuid, md5('colleague' || w || '-' || 1 + n % 40)::uuid, 'Contact ' || n, 'contact' || n || '@client.example', CASE WHEN n % 20 = 0 THEN 'inactive' ELSE 'active' END,
       CASE WHEN n % 10 = 0 THEN now() END
FROM generate_series(1, 200) w, generate_series(1, 500) n;
