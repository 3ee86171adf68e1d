-- The case keeps name and address until every trace of them is erased; the row of the user keeps the id, and who stands in for
-- them in work that reopens. The state is that of cases that have nobody to sign out.
UPDATE offboarding.cases c
SET state = 'handing-over', started_at = now(), nudged_at = now(), erases = ARRAY[u.name, u.email]
FROM workspace.users u
WHERE c.id = @caseId AND u.workspace_id = @WorkspaceId AND u.id = @UserId;

UPDATE workspace.users
SET status = 'deleted', name = 'Deleted user', email = 'deleted-' || id || '@deleted.invalid', password_hash = NULL
WHERE workspace_id = @WorkspaceId AND id = @UserId;

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @caseId, s.name, s.phase, @attempts FROM unnest(@names::text[], @phases::int[]) AS s (name, phase);
