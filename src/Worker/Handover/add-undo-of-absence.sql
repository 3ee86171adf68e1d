INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, undoes, undoes_also, gives_to, due_at, nudged_at)
VALUES (@caseId, 'undo', @workspaceId, @userId, @requestId, @requestedBy, 'scheduled', @undoes, @also, @userId, now(), now())
