-- name: list-cases(beforeId, limit)
-- First the keys of one page, in their order, out of indexes; then the rows of these keys: what a row sums up is read only for what is shown.
-- CaseOrder puts a column and its direction in the place of the marks. "before" is the last row of the page before this one; "from" it is
-- said a second time, beside "beyond", because only that is a condition of an index. One row more than is shown tells whether there is
-- another page.
WITH before AS MATERIALIZED (
    SELECT b./*column*/id AS sorted FROM dashboard.case_keys b WHERE b.id = @beforeId),
page AS MATERIALIZED (
    SELECT k.id, k./*column*/id AS sorted
    FROM dashboard.case_keys k
    WHERE /*only*/true
/*case-filter*/
      AND (@beforeId::uuid IS NULL
           OR (k./*column*/id /*from*/= (SELECT sorted FROM before) AND (k./*column*/id /*beyond*/= (SELECT sorted FROM before) OR k.id /*next*/= @beforeId)))
    ORDER BY k./*column*/id /*way*/, k.id /*ids*/
    LIMIT @limit)
SELECT c.id, c.workspace, c.leaver, c.leaver_email, c.state, c.requested_at, c.due_at, c.sessions_ended_at, c.completed_at,
       c.kind, c.unplanned, c.total, c.done, c.attempts, c.current_steps
FROM page
JOIN dashboard.cases c ON c.id = page.id
ORDER BY page.sorted /*way*/, page.id /*ids*/;

-- name: case-choices()
SELECT DISTINCT name FROM dashboard.workspace_names ORDER BY name LIMIT 200;

-- Only cases that are not finished are at a step, so these are few.
SELECT DISTINCT name FROM dashboard.current_steps ORDER BY name;

-- name: read-case(id)
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

-- Also what an operator asked for before there was a case, the request that opened it, and the reactivation of the person.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of
FROM (SELECT r.* FROM (SELECT e.* FROM dashboard.audit e WHERE e.case_id = @id ORDER BY e.id DESC LIMIT 200) r
      UNION ALL
      SELECT e.* FROM dashboard.audit e
      WHERE e.case_id IS NULL AND e.id = ANY (ARRAY(
          SELECT s.audit_id FROM dashboard.case_senders s WHERE s.case_id = @id
          UNION
          SELECT sent.id FROM dashboard.audit did
          JOIN dashboard.audit sent ON sent.operation_id = did.operation_id AND sent.action = 'command-sent' AND sent.case_id IS NULL
          WHERE did.case_id = @id AND did.action = 'user-reactivated'))) a
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

-- name: read-case-now(id)
SELECT c.id, c.workspace_id, c.kind, c.state, c.due_at, c.return_at, c.return_status,
       (SELECT u.undone_by FROM dashboard.undone_cases u WHERE u.workspace_id = c.workspace_id AND u.case_id = c.id) AS undone_by,
       EXISTS (SELECT FROM dashboard.handover_ledger h WHERE h.workspace_id = c.workspace_id AND h.case_id = c.id) AS moved
FROM dashboard.cases c WHERE c.id = @id;

SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at
FROM dashboard.steps s WHERE s.case_id = @id;

-- Who acted on it last, with effect.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details
FROM dashboard.audit a
WHERE a.case_id = @id AND a.operation_id IS NOT NULL AND a.action NOT IN ('command-sent', 'started', 'scheduled', 'step-retry-declined')
ORDER BY a.id DESC LIMIT 1;

-- name: read-report(id)
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

-- Also what was sent to open the case, which is written before there is one, and what was sent to reactivate the person.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of, a.number, a.hash
FROM (SELECT e.* FROM dashboard.audit e WHERE e.case_id = @id
      UNION ALL
      SELECT e.* FROM dashboard.audit e
      WHERE e.case_id IS NULL AND e.id = ANY (ARRAY(
          SELECT s.audit_id FROM dashboard.case_senders s WHERE s.case_id = @id
          UNION
          SELECT sent.id FROM dashboard.audit did
          JOIN dashboard.audit sent ON sent.operation_id = did.operation_id AND sent.action = 'command-sent' AND sent.case_id IS NULL
          WHERE did.case_id = @id AND did.action = 'user-reactivated'))) a
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

-- name: read-step(id, step)
SELECT s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error, s.started_at, s.progress_at, s.finished_at
FROM dashboard.steps s WHERE s.case_id = @id AND s.name = @step;

-- Who acted on the step last, with effect.
SELECT a.id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details
FROM dashboard.audit a
WHERE a.case_id = @id AND a.operation_id IS NOT NULL AND a.details ->> 'step' = @step
  AND a.action NOT IN ('step-retry-declined', 'command-sent')
ORDER BY a.id DESC LIMIT 1;
