INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, plan, filter, undoes, gives_to, due_at, started_at, traceparent)
VALUES (@caseId, @kind, @WorkspaceId, @UserId, @RequestId, @RequestedBy, 'handing-over', @Plan::jsonb, @filter::jsonb, @Undoes, @GivesTo, now(), now(), @traceparent);

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @caseId, name, @phase, @attempts FROM unnest(@steps::text[]) AS s (name);

SELECT now();
