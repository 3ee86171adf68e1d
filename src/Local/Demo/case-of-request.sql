SELECT id AS "Id", leaver AS "Leaver", kind AS "Kind", state AS "State", started_at AS "StartedAt", sign_in_closed_at AS "SignInClosedAt",
       sessions_ended_at AS "SessionsEndedAt", completed_at AS "CompletedAt"
FROM dashboard.cases
WHERE request_id = @requestId;
