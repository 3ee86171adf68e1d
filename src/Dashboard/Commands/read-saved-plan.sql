SELECT p.name, p.plan FROM dashboard.saved_plans p WHERE p.workspace_id = @workspace AND p.id = @id;
