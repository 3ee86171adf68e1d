-- name: begin-session(session, actor, way, address, endsAt, issuer, subject, providerSession)
SELECT dashboard.begin_session(@session, @actor, @way, @address, @endsAt, @issuer, @subject, @providerSession);

-- name: end-session(session)
SELECT dashboard.end_session(@session);

-- name: end-sessions-of(person, actor, why)
SELECT e.operation, e.ended FROM dashboard.end_sessions_of(@person, @actor, @why) e;

-- name: end-sessions-at-provider(issuer, subject, providerSession, before)
SELECT e FROM dashboard.end_sessions_at_provider(@issuer, @subject, @providerSession, @before) e;

-- name: has-session-ended(session)
SELECT EXISTS (SELECT FROM dashboard.ended_sessions e WHERE e.session_id = @session);
