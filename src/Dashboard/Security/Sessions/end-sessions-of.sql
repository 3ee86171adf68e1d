SELECT e.operation, e.ended FROM dashboard.end_sessions_of(@person, @actor, @why) e;
