-- Operators of the dashboard who are limited to some workspaces (docs/adr/0042). The role sees the schema dashboard_limited and nothing else; whoever may be
-- offboarding_dashboard may take it on, and has then less.
DO $$
BEGIN
    BEGIN
        CREATE ROLE offboarding_dashboard_limited NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    -- The roles belong to the server: another database on it may have done this already.
    IF NOT pg_has_role('offboarding_dashboard', 'offboarding_dashboard_limited', 'MEMBER') THEN
        GRANT offboarding_dashboard_limited TO offboarding_dashboard;
    END IF;
END $$;
