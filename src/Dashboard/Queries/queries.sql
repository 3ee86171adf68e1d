-- name: limit-session(workspaces, operator)
-- The role sees the schema dashboard_limited alone, and there what is of these workspaces. The answer: whether this is a session of our own, as DashboardDatabase said
-- when it began, and not a pooler's.
SET ROLE offboarding_dashboard_limited;
SELECT set_config('offboarding.workspaces', @workspaces, false) IS NOT NULL AND set_config('offboarding.operator', @operator, false) IS NOT NULL
       AND coalesce(current_setting('offboarding.direct', true), '') = 'on'

-- name: overview()
SELECT now() AS read_at;

SELECT id, host, process_id, version, started_at, seen_at, alive, broker, broker_since, broker_error
FROM dashboard.workers ORDER BY alive DESC, seen_at DESC LIMIT 20;

SELECT rows, oldest_at FROM dashboard.outbox;

SELECT state, cases, oldest_requested_at FROM dashboard.open_cases;

-- Cases, up to 1,000; a case has fewer than ten steps.
SELECT count(*) FROM (SELECT DISTINCT s.case_id
                      FROM (SELECT c.case_id FROM dashboard.current_steps c WHERE c.status = 'retrying' LIMIT 10000) s LIMIT 1000) retrying;

SELECT count(*) FROM (SELECT FROM dashboard.refusals
                      WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 1000) waiting;

SELECT count(*) FROM (SELECT FROM dashboard.parked_messages
                      WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 1000) waiting;

-- name: find-workspaces(id, name)
SELECT id FROM dashboard.workspace_names WHERE id = @id OR lower(name) = lower(@name);

-- name: name-of-workspace(workspace)
SELECT w.name FROM dashboard.workspace_names w WHERE w.id = @workspace;

-- name: ping()
SELECT rows FROM dashboard.outbox;
