SELECT now() FROM offboarding.cases WHERE workspace_id = @WorkspaceId AND id = @OffboardingId FOR NO KEY UPDATE
