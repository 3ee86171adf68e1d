-- The accounts that could end with the contact, of now and of before: they have no role of their own.
SELECT u.id, u.status = 'active' AND u.kind = 'full' AS holds_seat,
       (SELECT d.id FROM offboarding.cases d
        WHERE d.workspace_id = u.workspace_id AND d.user_id = u.id AND d.state NOT IN ('completed', 'refused', 'cancelled')
        ORDER BY d.kind LIMIT 1) AS running_case
FROM workspace.contacts c
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id IN (c.account_id, c.former_account_id) AND u.status <> 'deleted'
WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
  AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)
ORDER BY u.id = c.account_id DESC
