SELECT dashboard.send_command(@name, @payload::jsonb, @actor, @why, @traceparent);
