SELECT now() AS now, u.status, u.id IS NOT NULL AND w.account_owner_id IS NOT DISTINCT FROM u.id AS owns_account,
       (SELECT h.placed_at FROM offboarding.legal_holds h
        WHERE h.workspace_id = w.id AND h.user_id = u.id AND h.lifted_at IS NULL) AS held_since,
       (SELECT r.until FROM workspace.retention r WHERE r.workspace_id = w.id AND r.user_id = u.id) AS retention_until,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = u.id AND c.kind = 'delete'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS deletion,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND u.id IN (c.user_id, c.gives_to) AND c.kind <> 'delete'
          AND c.state NOT IN ('scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM workspace.workspaces w
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = @userId
WHERE w.id = @workspaceId
