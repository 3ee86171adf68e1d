-- The worker runs and moves jobs. The dashboard reads them and writes nothing: its buttons are commands, and the worker carries them out.
REVOKE ALL ON SCHEMA hangfire FROM PUBLIC;
GRANT USAGE ON SCHEMA hangfire TO offboarding_worker, offboarding_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA hangfire TO offboarding_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA hangfire TO offboarding_worker;
REVOKE ALL ON ALL TABLES IN SCHEMA hangfire FROM offboarding_dashboard;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA hangfire FROM offboarding_dashboard;
-- Rights of the former layout on single columns.
REVOKE UPDATE (stateid, statename, expireat) ON hangfire.job FROM offboarding_dashboard;
GRANT SELECT ON ALL TABLES IN SCHEMA hangfire TO offboarding_dashboard;
