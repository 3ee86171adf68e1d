SELECT dashboard.start_operation(@id, @actor, @why, @inTheNameOf);
