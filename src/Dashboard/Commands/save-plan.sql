SELECT dashboard.save_plan(@workspace, @name, @plan::jsonb, @actor);
