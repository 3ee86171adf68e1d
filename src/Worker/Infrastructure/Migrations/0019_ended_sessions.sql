-- Sessions of the dashboard that their owners ended. A session lasts seven days at most without a click, and a cookie of an ended one
-- is not renewed, so a row is needed no longer than that.
CREATE TABLE offboarding.ended_sessions (
    session_id uuid PRIMARY KEY,
    ended_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE offboarding.ended_sessions IS 'Dashboard sessions that were signed out of: a copy of their cookie is worth nothing.';
CREATE INDEX ended_sessions_by_time ON offboarding.ended_sessions (ended_at);
