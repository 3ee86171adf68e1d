SELECT workspace.late_last_day_days(policies) FROM workspace.workspaces WHERE id = @WorkspaceId
