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
