-- Who asks and what is asked for, with the contact locked.
SELECT c.status, c.archived_at IS NOT NULL AS is_archived,
       EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = c.workspace_id AND w.account_owner_id = c.account_id)
       OR EXISTS (SELECT FROM workspace.user_roles r
                  WHERE r.workspace_id = c.workspace_id AND r.user_id = c.account_id AND r.role = 'owner') AS is_owner,
       EXISTS (SELECT FROM offboarding.legal_holds h
               WHERE h.workspace_id = c.workspace_id AND h.user_id IN (c.account_id, c.former_account_id) AND h.lifted_at IS NULL) AS is_held
FROM workspace.contacts c
WHERE c.workspace_id = @WorkspaceId AND c.id = @ContactId
FOR NO KEY UPDATE OF c
