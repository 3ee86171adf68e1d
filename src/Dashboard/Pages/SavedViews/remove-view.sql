SELECT dashboard.remove_view(@id, @actor, @ofOthers);
