SELECT w.name FROM dashboard.workspace_names w WHERE w.id = @workspace;
