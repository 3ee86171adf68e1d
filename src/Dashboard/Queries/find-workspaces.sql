SELECT id FROM dashboard.workspace_names WHERE id = @id OR lower(name) = lower(@name);
