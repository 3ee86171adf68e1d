SELECT u.status,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = u.workspace_id AND c.user_id = u.id
          AND c.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM workspace.users u
WHERE u.workspace_id = @WorkspaceId AND u.id = @UserId
