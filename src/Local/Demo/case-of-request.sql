SELECT id AS "Id", leaver AS "Leaver", state AS "State", started_at AS "StartedAt", sign_in_closed_at AS "SignInClosedAt",
       sessions_ended_at AS "SessionsEndedAt", completed_at AS "CompletedAt"
FROM dashboard.cases
WHERE request_id = @requestId AND workspace_id = '0d000000-0000-4000-8000-000000000001';
