UPDATE offboarding.legal_holds SET lifted_by = @RequestedBy, lifted_at = now(), lift_reason = @Reason
WHERE workspace_id = @WorkspaceId AND id = @hold
