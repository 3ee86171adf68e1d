SELECT w.id, w.name FROM dashboard.workspace_names w WHERE w.id = ANY (@ids);
