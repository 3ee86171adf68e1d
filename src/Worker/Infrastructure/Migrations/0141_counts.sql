-- What is counted on every page: cases that are not over. Since cases_in_progress leaves out undoes that wait, it cannot answer that, and all cases were read.
CREATE INDEX CONCURRENTLY IF NOT EXISTS cases_open ON offboarding.cases (state, requested_at) WHERE state NOT IN ('completed', 'refused', 'cancelled');

-- How many people of a workspace are active, invited, inactive, deleted: of fifty workspaces on a page.
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_by_status ON workspace.users (workspace_id, status);

-- The latest bulk retries of a group of failures.
CREATE INDEX CONCURRENTLY IF NOT EXISTS operations_of_group ON offboarding.operations ((scope ->> 'step'), (scope ->> 'kind'), frozen_at DESC) WHERE kind = 'retry-steps';
