-- The lock makes a batch that removes something of the person wait, or be waited for.
SELECT u.status,
       (SELECT h.id FROM offboarding.legal_holds h
        WHERE h.workspace_id = u.workspace_id AND h.user_id = u.id AND h.lifted_at IS NULL) AS hold_id
FROM workspace.users u
WHERE u.workspace_id = @workspaceId AND u.id = @userId
FOR NO KEY UPDATE OF u
