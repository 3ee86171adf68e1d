SELECT case_id FROM offboarding.returns
WHERE workspace_id = @workspaceId AND user_id = @userId AND status IN ('expected', 'held-up') AND case_id IS DISTINCT FROM @except
ORDER BY case_id
