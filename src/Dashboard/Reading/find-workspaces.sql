SELECT id FROM dashboard.workspace_names WHERE lower(name) = lower(@name);
