INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
VALUES (@WorkspaceId, @CaseId, @Actor, @Action, @OperationId, @details::jsonb)
