-- The agents of the support team in the order in which they leave, one a start: first Lea, then Ben, Chen and so on.
SELECT u.id AS "Id", u.name AS "Name", u.status = 'active' AS "Active",
       (SELECT count(*) FROM workspace.conversations c
        WHERE c.workspace_id = u.workspace_id AND c.assignee_id = u.id AND c.status <> 'closed') AS "OpenConversations"
FROM workspace.users u
WHERE u.workspace_id = '0d000000-0000-4000-8000-000000000001'
  AND u.id BETWEEN '0d000000-0000-4000-8000-000000000104' AND '0d000000-0000-4000-8000-000000000110'
ORDER BY u.id;
