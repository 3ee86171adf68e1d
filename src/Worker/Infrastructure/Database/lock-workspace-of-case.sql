SET LOCAL lock_timeout = '250ms';
SELECT w.id FROM workspace.workspaces w JOIN offboarding.cases c ON c.workspace_id = w.id WHERE c.id = @caseId FOR NO KEY UPDATE OF w;
SET LOCAL lock_timeout = DEFAULT
