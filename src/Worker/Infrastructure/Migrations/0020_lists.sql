-- What the dashboard's list of leavers asks for with a million finished cases: each filter and each order by an index of its own.
-- A case is written a few times in its life and read for years; these indexes cost it microseconds.
CREATE INDEX cases_by_workspace ON offboarding.cases (workspace_id, requested_at DESC, id);
CREATE INDEX cases_by_state ON offboarding.cases (state, requested_at DESC, id);
CREATE INDEX cases_by_reason ON offboarding.cases (coalesce(reason, kind), requested_at DESC, id);
CREATE INDEX cases_by_user_alone ON offboarding.cases (user_id);
CREATE INDEX cases_by_request ON offboarding.cases (request_id);
CREATE INDEX cases_by_last_day ON offboarding.cases (due_at DESC, id);
CREATE INDEX cases_by_end ON offboarding.cases (completed_at DESC, id) WHERE completed_at IS NOT NULL;
CREATE INDEX cases_by_lockout_time ON offboarding.cases ((sessions_ended_at - greatest(requested_at, due_at)) DESC, id) WHERE sessions_ended_at IS NOT NULL;
CREATE INDEX steps_under_way ON offboarding.steps (name, case_id) WHERE status IN ('ready', 'running', 'retrying', 'failed');

-- People are found by the beginnings of the words of name and address: "mar lind", "tomas.okafor@". PostgreSQL's own text search
-- and no extension, so that every PostgreSQL will do. Punctuation only divides words; without that the parser would take an
-- address for one word. The expression is that of dashboard.case_keys; a function would have to be granted to whoever writes users.
CREATE INDEX users_by_word ON workspace.users USING gin (
    to_tsvector('simple'::regconfig, translate(name || ' ' || email, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))));
CREATE INDEX users_by_name ON workspace.users (name, id);
