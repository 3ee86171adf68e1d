SELECT user_id, open_before, passed_on
FROM offboarding.step_recipients
WHERE workspace_id = @WorkspaceId AND case_id = @CaseId AND step = @Name
ORDER BY user_id
