INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
VALUES (@WorkspaceId, @CaseId, @Actor, @Action, @OperationId,
        @details::jsonb || CASE WHEN current_setting('offboarding.publisher', true) <> '' THEN jsonb_build_object('publisher', current_setting('offboarding.publisher', true)) ELSE '{}' END)
