SELECT e FROM dashboard.end_sessions_at_provider(@issuer, @subject, @providerSession, @before) e;
