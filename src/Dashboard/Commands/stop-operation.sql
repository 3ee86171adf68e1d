SELECT dashboard.stop_operation(@id, @actor, @why);
