SELECT dashboard.remove_plan(@workspace, @id, @actor);
