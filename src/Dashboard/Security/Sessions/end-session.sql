SELECT dashboard.end_session(@session);
