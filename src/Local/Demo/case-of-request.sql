SELECT id AS "Id", leaver AS "Leaver", kind AS "Kind", state AS "State", due_at AS "DueAt", approval_id AS "ApprovalId", started_at AS "StartedAt", sign_in_closed_at AS "SignInClosedAt",
       sessions_ended_at AS "SessionsEndedAt", completed_at AS "CompletedAt", late_last_day AS "LateLastDay"
FROM dashboard.cases
WHERE request_id = @requestId;
