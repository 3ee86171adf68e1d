-- Login users as a deployment makes them: members of the two groups of 0004_roles.sql. They belong to the server; another
-- test run on the same server may make them at the same moment.
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offboarding test logins'));
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'worker_login') THEN
        CREATE ROLE worker_login LOGIN PASSWORD ':password' IN ROLE offboarding_worker;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dashboard_login') THEN
        CREATE ROLE dashboard_login LOGIN PASSWORD ':password' IN ROLE offboarding_dashboard;
    END IF;
END $$;
