SELECT c.id, c.workspace_id, c.workspace, c.user_id, c.leaver, c.leaver_email, c.request_id, c.requested_by, c.requested_by_name,
       c.reason, c.state, c.plan, c.requested_at, c.due_at, c.started_at, c.sign_in_closed_at, c.sessions_ended_at, c.completed_at,
       c.return_at, c.return_status, c.approval_id, c.unplanned, c.total, c.done, c.attempts, c.kind, c.undoes, c.trace_id, c.trace_recorded,
       (SELECT s.actor FROM dashboard.case_senders s WHERE s.case_id = c.id ORDER BY s.at LIMIT 1) AS sent_by,
       (SELECT u.undone_by FROM dashboard.undone_cases u WHERE u.workspace_id = c.workspace_id AND u.case_id = c.id) AS undone_by
FROM dashboard.cases c WHERE c.id = @id;

SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at,
       s.job_id
FROM dashboard.steps s WHERE s.case_id = @id ORDER BY s.phase, s.name;

SELECT a.step, a.attempt, a.started_at, a.failed_at, a.transient, a.error_type, a.message, a.stack
FROM dashboard.step_attempts a WHERE a.case_id = @id ORDER BY a.failed_at DESC, a.attempt DESC LIMIT 200;

SELECT h.kind, h.recipient_id, h.recipient, h.items, h.first_moved_at, h.last_moved_at
FROM dashboard.handover h WHERE h.case_id = @id ORDER BY h.kind, h.items DESC, h.recipient;

SELECT p.id, p.name, p.status FROM dashboard.plan_recipients p WHERE p.case_id = @id;

-- Also what an operator asked for before there was a case: the request that opened it.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of
FROM (SELECT r.* FROM (SELECT e.* FROM dashboard.audit e WHERE e.case_id = @id ORDER BY e.id DESC LIMIT 200) r
      UNION ALL
      SELECT e.* FROM dashboard.case_senders s JOIN dashboard.audit e ON e.id = s.audit_id WHERE s.case_id = @id AND e.case_id IS NULL) a
ORDER BY a.id DESC;

SELECT b.kind, b.batches, b.items, b.first_moved_at, b.last_moved_at
FROM dashboard.handover_batches b WHERE b.case_id = @id ORDER BY b.minute DESC, b.kind LIMIT 100;

SELECT w.request_id, w.message_name, w.events, w.answered_at
FROM dashboard.answers w
WHERE w.workspace_id = (SELECT c.workspace_id FROM dashboard.cases c WHERE c.id = @id)
  AND w.request_id = ANY (ARRAY(SELECT a.operation_id FROM dashboard.audit a WHERE a.case_id = @id AND a.operation_id IS NOT NULL LIMIT 200));

SELECT p.workspace_id, p.id, p.name, p.is_owner
FROM dashboard.cases c JOIN dashboard.askers p ON p.workspace_id = c.workspace_id
WHERE c.id = @id AND c.state NOT IN ('refused', 'cancelled')
ORDER BY p.is_owner DESC, p.name LIMIT 100;

SELECT n.at, n.actor, n.action, n.comment FROM dashboard.notes n WHERE n.case_id = @id ORDER BY n.id DESC LIMIT 50;
