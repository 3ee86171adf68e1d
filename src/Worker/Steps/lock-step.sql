SELECT s.workspace_id, s.case_id, c.request_id, c.requested_by, c.reason, c.user_id, greatest(c.requested_at, c.due_at) AS asked_for, s.name, s.status, c.state AS case_state, s.total, s.done, s.planned_from, s.resume_after, s.slice,
       s.batch_size, s.attempts, s.attempt_limit, c.plan::text AS plan, c.lower_seat_limit, c.frees_seat,
       c.kind AS case_kind, c.filter::text AS filter, c.undoes, c.gives_to, c.reopened, now() AS now
FROM offboarding.steps s
JOIN offboarding.cases c ON c.id = s.case_id
WHERE s.case_id = @caseId AND s.name = @name
FOR NO KEY UPDATE OF s
