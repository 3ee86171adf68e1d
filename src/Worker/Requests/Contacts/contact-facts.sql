-- Who asks and what is asked for, with the contact locked.
SELECT c.status, c.archived_at IS NOT NULL AS is_archived,
       EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = c.workspace_id AND w.account_owner_id = c.account_id)
       OR EXISTS (SELECT FROM workspace.user_roles r
                  WHERE r.workspace_id = c.workspace_id AND r.user_id = c.account_id AND r.role = 'owner') AS is_owner,
       EXISTS (SELECT FROM offboarding.legal_holds h
               WHERE h.workspace_id = c.workspace_id AND h.user_id IN (c.account_id, c.former_account_id) AND h.lifted_at IS NULL) AS is_held,
       own.id AS account_id, own.status = 'active' AND own.kind = 'full' AS account_holds_seat,
       (SELECT d.id FROM offboarding.cases d
        WHERE d.workspace_id = own.workspace_id AND d.user_id = own.id AND d.state NOT IN ('completed', 'refused', 'cancelled')
        ORDER BY d.kind LIMIT 1) AS account_case
FROM workspace.contacts c
LEFT JOIN LATERAL (
    -- The account that would end with the contact: it has no role of its own.
    SELECT u.workspace_id, u.id, u.status, u.kind FROM workspace.users u
    WHERE u.workspace_id = c.workspace_id AND u.id = coalesce(c.account_id, c.former_account_id) AND u.status IN ('active', 'inactive')
      AND NOT EXISTS (SELECT FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id)) own ON true
WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
FOR NO KEY UPDATE OF c
