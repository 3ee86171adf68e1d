-- One workspace. @bulk leavers share @moving open conversations evenly, spread over @total ones; the others belong to agents,
-- half of them closed. @leavers have @each conversations, two sessions and an API token. Nothing is checked while loading:
-- triggers and foreign keys are the same for both sides of a comparison and hold for what is written here.
SET LOCAL session_replication_role = replica;

INSERT INTO workspace.workspaces (id, name, seat_limit) VALUES (@workspace, 'Bench', 100000);

INSERT INTO workspace.users (workspace_id, id, name, email)
SELECT @workspace, id, 'Person ' || id, id || '@example.test' FROM unnest(@admin || @agents || @bulk || @leavers) id;

INSERT INTO workspace.user_roles (workspace_id, user_id, role)
SELECT @workspace, id, CASE WHEN id = @admin THEN 'owner' ELSE 'agent' END FROM unnest(@admin || @agents || @bulk || @leavers) id;

INSERT INTO workspace.conversations (workspace_id, id, assignee_id, status, subject)
SELECT @workspace, n,
       CASE WHEN place > before THEN (@bulk)[1 + place % cardinality(@bulk)] ELSE (@agents)[1 + n % cardinality(@agents)] END,
       CASE WHEN place > before THEN CASE WHEN n % 10 = 0 THEN 'follow-up' ELSE 'open' END
            WHEN n % 2 = 0 THEN 'closed' ELSE 'open' END,
       'Question number ' || n || ' about an order'
FROM (SELECT n, n * @moving / @total AS place, (n - 1) * @moving / @total AS before FROM generate_series(1::bigint, @total) n) numbered;

INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject)
SELECT @workspace, @total + (l.n - 1) * @each + c, l.id, 'Question number ' || c || ' about an invoice'
FROM unnest(@leavers) WITH ORDINALITY l (id, n), generate_series(1, @each) c;

INSERT INTO workspace.sessions (workspace_id, user_id) SELECT @workspace, id FROM unnest(@bulk || @leavers) id, generate_series(1, 2);
INSERT INTO workspace.api_tokens (workspace_id, user_id) SELECT @workspace, id FROM unnest(@bulk || @leavers) id;
