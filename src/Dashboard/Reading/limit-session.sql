-- The role sees the schema dashboard_limited alone, and there what is of these workspaces.
SET ROLE offboarding_dashboard_limited;
SELECT set_config('offboarding.workspaces', @workspaces, false), set_config('offboarding.operator', @operator, false);
