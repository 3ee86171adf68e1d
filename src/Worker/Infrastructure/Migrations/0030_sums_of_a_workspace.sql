-- The leavers of one workspace, by what is left over or by failed attempts: without these the page goes through those of all workspaces.
CREATE INDEX case_sums_of_workspace_by_failed_attempts ON offboarding.case_sums (workspace_id, failed_attempts DESC, case_id) WHERE failed_attempts > 0;
CREATE INDEX case_sums_of_workspace_by_left_over ON offboarding.case_sums (workspace_id, left_over DESC, case_id) WHERE left_over > 0;
