SELECT c.id, c.workspace_id, c.workspace, c.user_id, c.leaver, c.leaver_email, c.request_id, c.requested_by, c.requested_by_name,
       c.reason, c.state, c.plan, c.requested_at, c.due_at, c.started_at, c.sign_in_closed_at, c.sessions_ended_at, c.completed_at,
       c.return_at, c.return_status, c.unplanned, c.total, c.done, c.attempts
FROM dashboard.cases c WHERE c.id = @id;

SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at
FROM dashboard.steps s WHERE s.case_id = @id ORDER BY s.phase, s.name;

SELECT a.step, a.attempt, a.started_at, a.failed_at, a.transient, a.error_type, a.message, NULL AS stack
FROM dashboard.step_attempts a WHERE a.case_id = @id ORDER BY a.failed_at, a.attempt LIMIT 1000;

SELECT h.kind, h.recipient_id, h.recipient, h.items, h.first_moved_at, h.last_moved_at
FROM dashboard.handover h WHERE h.case_id = @id ORDER BY h.kind, h.items DESC, h.recipient;

SELECT s.changed_at, s.change, s.from_count, s.to_count, s.changed_by, s.changed_by_name, s.reason
FROM dashboard.cases c
JOIN dashboard.seat_changes s ON s.workspace_id = c.workspace_id AND (s.request_id = c.request_id OR s.user_id = c.user_id)
WHERE c.id = @id ORDER BY s.changed_at, s.id LIMIT 100;

SELECT l.kind, l.items
FROM dashboard.cases c
JOIN dashboard.work_of_inactive_users l ON l.workspace_id = c.workspace_id AND l.user_id = c.user_id
WHERE c.id = @id ORDER BY l.kind;

-- Also what was sent to open the case, which is written before there is one.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of, a.number, a.hash
FROM (SELECT e.* FROM dashboard.audit e WHERE e.case_id = @id
      UNION ALL
      SELECT e.* FROM dashboard.case_senders s JOIN dashboard.audit e ON e.id = s.audit_id WHERE s.case_id = @id AND e.case_id IS NULL) a
ORDER BY a.id LIMIT 10000;

SELECT p.id, p.name, p.status FROM dashboard.plan_recipients p WHERE p.case_id = @id;

-- What of it was given back.
SELECT u.id, u.state, u.requested_at, u.completed_at, u.requested_by_name,
       (SELECT coalesce(sum(h.items), 0)::bigint FROM dashboard.handover h WHERE h.case_id = u.id) AS items
FROM dashboard.cases u
WHERE u.id = ANY (ARRAY(SELECT x.undone_by FROM dashboard.undone_cases x WHERE x.case_id = @id));

SELECT s.case_id, s.actor, s.at, s.comment FROM dashboard.case_senders s
WHERE s.case_id = @id OR s.case_id = (SELECT x.undone_by FROM dashboard.undone_cases x WHERE x.case_id = @id)
ORDER BY s.at;
