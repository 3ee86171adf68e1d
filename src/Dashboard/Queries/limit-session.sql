-- The role sees the schema dashboard_limited alone, and there what is of these workspaces. The answer: whether this is a session of our own, as DashboardDatabase said
-- when it began, and not a pooler's.
SET ROLE offboarding_dashboard_limited;
SELECT set_config('offboarding.workspaces', @workspaces, false) IS NOT NULL AND set_config('offboarding.operator', @operator, false) IS NOT NULL
       AND coalesce(current_setting('offboarding.direct', true), '') = 'on'
