-- name: dashboard-version()
SELECT obj_description(to_regnamespace('dashboard'), 'pg_namespace')

-- name: dashboard-label(version)
SELECT set_config('offboarding.version', @version, true);
DO $$
BEGIN
    EXECUTE format('COMMENT ON SCHEMA dashboard IS %L', current_setting('offboarding.version'));
END $$

-- name: now()
SELECT now()

-- name: migration-lock()
-- Held until the connection closes.
SELECT pg_try_advisory_lock(hashtextextended('offboarding.migration', 0))

-- name: hangfire-rights()
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

-- name: short-locks()
-- Whoever waits for a table keeps everybody behind it from the table, lockouts too: so never for long.
SET lock_timeout = '100ms'

-- name: long-transactions()
-- Who has been in a transaction in this database for longest: the first ones to look at where a table is not let go of.
SELECT string_agg(t.session, ', ')
FROM (
    SELECT format('%s (process %s, for %s s)', coalesce(nullif(a.application_name, ''), a.usename), a.pid, round(extract(epoch FROM clock_timestamp() - a.xact_start), 1)) AS session
    FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start < clock_timestamp() - interval '100 ms'
    ORDER BY a.xact_start
    LIMIT 3) t

-- name: session()
SELECT pg_backend_pid(), current_setting('statement_timeout')

-- name: lock-workspace(workspaceId)
-- A statement of its own: one that waits counts what it saw before it waited. The timeout is for this row alone.
SET LOCAL lock_timeout = '1s';
SELECT id FROM workspace.workspaces WHERE id = @workspaceId FOR NO KEY UPDATE;
SET LOCAL lock_timeout = DEFAULT

-- name: lock-workspace-of-case(caseId)
SET LOCAL lock_timeout = '250ms';
SELECT w.id FROM workspace.workspaces w JOIN offboarding.cases c ON c.workspace_id = w.id WHERE c.id = @caseId FOR NO KEY UPDATE OF w;
SET LOCAL lock_timeout = DEFAULT

-- name: worker-lock(worker)
-- The lock's name is that of earlier versions, which work beside this one during an upgrade.
SELECT pg_try_advisory_lock(hashtextextended('offboarding.job-server/' || @worker, 0))

-- name: worker-unlock(worker)
SELECT pg_advisory_unlock(hashtextextended('offboarding.job-server/' || @worker, 0))

-- name: workers-without-lock(workers)
SELECT w.id
FROM unnest(@workers::text[]) AS w (id)
WHERE hashtextextended('offboarding.job-server/' || w.id, 0) NOT IN (
    SELECT (l.classid::bigint << 32) | l.objid::bigint FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
