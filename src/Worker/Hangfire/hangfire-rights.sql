-- The worker runs jobs. The dashboard shows them, and may move one to another state: it can neither make a job nor change what
-- one does. (And the worker runs nothing but our own jobs, whatever the storage says: JobTypes.)
REVOKE ALL ON SCHEMA hangfire FROM PUBLIC;
GRANT USAGE ON SCHEMA hangfire TO offboarding_worker, offboarding_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA hangfire TO offboarding_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA hangfire TO offboarding_worker, offboarding_dashboard;
GRANT SELECT ON ALL TABLES IN SCHEMA hangfire TO offboarding_dashboard;
GRANT UPDATE (stateid, statename, expireat) ON hangfire.job TO offboarding_dashboard;
GRANT INSERT ON hangfire.state, hangfire.jobqueue, hangfire.counter TO offboarding_dashboard;
-- The places of scheduled jobs and retries, and the locks around a change of state.
GRANT INSERT, UPDATE, DELETE ON hangfire.set, hangfire.lock TO offboarding_dashboard;
