-- Who is signed in to the dashboard, so that an admin or the provider can end somebody's sessions; and who came in, was refused, or read personal
-- data. Both are the dashboard's alone, through the functions of its schema: the worker has no use for them.
CREATE TABLE offboarding.dashboard_sessions (
    id               uuid PRIMARY KEY,
    actor            text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
    way              text NOT NULL CHECK (way IN ('link', 'account', 'oidc')),
    address          text,
    issuer           text,
    subject          text,
    provider_session text,
    began_at         timestamptz NOT NULL DEFAULT now(),
    ends_at          timestamptz NOT NULL,
    ended_at         timestamptz,
    CONSTRAINT somebody_of_a_provider_has_issuer_and_subject CHECK ((way = 'oidc') = (issuer IS NOT NULL AND subject IS NOT NULL))
);
COMMENT ON TABLE offboarding.dashboard_sessions IS 'Sessions of the dashboard until a day after they ended. Which were ended early, is in ended_sessions as well: that is what each request asks.';
COMMENT ON COLUMN offboarding.dashboard_sessions.provider_session IS 'The sid of the ID token: the session at the provider.';
CREATE INDEX dashboard_sessions_by_actor ON offboarding.dashboard_sessions (actor) WHERE ended_at IS NULL;
CREATE INDEX dashboard_sessions_by_subject ON offboarding.dashboard_sessions (issuer, subject) WHERE ended_at IS NULL;
CREATE INDEX dashboard_sessions_by_provider_session ON offboarding.dashboard_sessions (issuer, provider_session) WHERE ended_at IS NULL;
CREATE INDEX dashboard_sessions_by_end ON offboarding.dashboard_sessions (ends_at);

CREATE TABLE offboarding.access_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    event      text NOT NULL CHECK (event IN ('signed-in', 'sign-in-failed', 'signed-out', 'sessions-ended', 'denied', 'personal-data-read')),
    actor      text,
    way        text,
    session_id uuid,
    address    text,
    method     text,
    path       text,
    issuer     text,
    subject    text
);
COMMENT ON TABLE offboarding.access_log IS 'Sign-ins, refusals and readings of personal data. Entries are added and never changed, and go by Maintenance:KeepAccessLog.';
CREATE INDEX access_log_by_event ON offboarding.access_log (event, id);
CREATE INDEX access_log_by_time ON offboarding.access_log (at);
REVOKE ALL ON offboarding.dashboard_sessions, offboarding.access_log FROM offboarding_worker;
REVOKE ALL ON SEQUENCE offboarding.access_log_id_seq FROM offboarding_worker;

-- Somebody of a provider is called "ines (oidc:0123456789abcdef)" in the trail: the brackets are who they are, the name before them may change. The
-- same name counts as the same person whichever way they came in, because one person may have an account and be known to a provider.
CREATE FUNCTION workspace.is_same_operator(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN coalesce(substring(one FROM '\(oidc:([0-9a-f]{16})\)\s*$') = substring(other FROM '\(oidc:([0-9a-f]{16})\)\s*$'), false)
        OR normalize(lower(btrim(regexp_replace(one, '\s*\(oidc:[0-9a-f]{16}\)\s*$', ''))))
         = normalize(lower(btrim(regexp_replace(other, '\s*\(oidc:[0-9a-f]{16}\)\s*$', ''))));
REVOKE EXECUTE ON FUNCTION workspace.is_same_operator(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspace.is_same_operator(text, text) TO offboarding_worker;
