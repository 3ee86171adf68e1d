SELECT u.status, u.kind,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = u.workspace_id AND n.user_id = u.id) AS never_active, c.id AS case_in_progress, c.state IN ('held-for-approval', 'scheduled') AS case_is_scheduled
FROM workspace.users u
LEFT JOIN offboarding.cases c ON c.workspace_id = u.workspace_id AND c.user_id = u.id AND c.kind = 'deactivate'
    AND c.state NOT IN ('completed', 'refused', 'cancelled')
WHERE u.workspace_id = @WorkspaceId AND u.id = @UserId
