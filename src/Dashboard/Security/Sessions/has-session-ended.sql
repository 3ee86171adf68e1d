SELECT EXISTS (SELECT FROM dashboard.ended_sessions e WHERE e.session_id = @session);
