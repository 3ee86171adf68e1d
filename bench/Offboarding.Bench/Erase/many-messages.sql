-- Stored messages of two years: half of @many were refused, half could not be read. One in @every of them names the person.
INSERT INTO offboarding.refusals (id, message_name, workspace_id, user_id, request_id, code, message, help, body, content_type, refused_at)
SELECT gen_random_uuid(), 'offboarding.deactivate-user', @workspace, gen_random_uuid(), gen_random_uuid(), 'unknown-user',
       'There is no user ' || gen_random_uuid() || ' in the workspace.', 'Check userId and workspaceId; a user belongs to one workspace.',
       convert_to(said.text, 'UTF8'), 'application/json', now() - n * interval '126 s'
FROM generate_series(1, @many / 2) n
CROSS JOIN LATERAL (SELECT format('{"requestId": "%s", "workspaceId": "%s", "userId": "%s", "reason": "left-company", "comment": "%s", "origin": "%s"}',
                                  gen_random_uuid(), @workspace, gen_random_uuid(), CASE WHEN n % @every = 0 THEN @email ELSE 'somebody' || n || '@example.test' END, repeat('HR export, row ' || n || '. ', 15)) AS text) said;

INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, content_type, body, parked_at)
SELECT 'offboarding.deactivate-user', 'offboarding-deactivate-user', 'unreadable', 'The body is no JSON.', 'application/json',
       convert_to(format('userId=%s;mail=%s;%s', gen_random_uuid(), CASE WHEN n % @every = 0 THEN @email ELSE 'somebody' || n || '@example.test' END, repeat('HR export, row ' || n || '. ', 15)), 'UTF8'),
       now() - n * interval '126 s'
FROM generate_series(1, @many / 2) n;
