-- name: login-arguments($1, $2, $3)
-- A DO block takes no parameters: they go through settings of the session, so that no password is part of a statement's text.
SELECT set_config('offboarding_local.login', $1, false),
       set_config('offboarding_local.password', $2, false),
       set_config('offboarding_local.group', $3, false);

-- name: create-login()
DO $$
DECLARE
    login text := current_setting('offboarding_local.login');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I', login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', login, current_setting('offboarding_local.password'));
    EXECUTE format('GRANT %I TO %I', current_setting('offboarding_local.group'), login);
END $$;

-- name: database-exists($1)
SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1);

-- name: create-database()
CREATE DATABASE offboarding;
