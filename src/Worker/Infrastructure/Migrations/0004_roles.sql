-- Three roles. The owner runs the migrations. These two are groups without a password: a deployment makes its login users
-- members of them. The roles belong to the server, so another database on it may have made them already.
DO $$
BEGIN
    BEGIN
        CREATE ROLE offboarding_worker NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        CREATE ROLE offboarding_dashboard NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;

GRANT USAGE ON SCHEMA workspace, offboarding TO offboarding_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA workspace, offboarding TO offboarding_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA workspace, offboarding TO offboarding_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA workspace, offboarding GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO offboarding_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA workspace, offboarding GRANT USAGE ON SEQUENCES TO offboarding_worker;
-- The audit trail and the attempts are evidence: written once.
REVOKE UPDATE, DELETE ON offboarding.audit, offboarding.step_attempts FROM offboarding_worker;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA workspace FROM PUBLIC;
