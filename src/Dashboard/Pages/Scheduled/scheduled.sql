-- name: scheduled()
SELECT c.id, c.workspace_id, c.workspace, c.leaver, c.reason, c.due_at, c.requested_by_name,
       (SELECT s.actor FROM dashboard.case_senders s WHERE s.case_id = c.id ORDER BY s.at LIMIT 1) AS sent_by
FROM (SELECT u.id FROM dashboard.unfinished_cases u WHERE u.state = 'scheduled' AND u.kind = 'deactivate' ORDER BY u.due_at, u.id LIMIT 51) due
JOIN dashboard.cases c ON c.id = due.id ORDER BY c.due_at, c.id;

SELECT d.id, d.workspace_id, d.user_id, d.workspace, d."user" AS leaver, d.reason, d.due_at, d.requested_by_name,
       (SELECT s.actor FROM dashboard.case_senders s WHERE s.case_id = d.id ORDER BY s.at LIMIT 1) AS sent_by,
       d.retention_stands_against_it, d.hold_stands_against_it, d.work_stands_against_it, d.retention_until
FROM dashboard.deletions d WHERE d.state = 'scheduled' ORDER BY d.due_at, d.id LIMIT 51;

SELECT r.case_id, r.workspace_id, r.workspace, r."user", r.return_at, r.status, r.held_text, r.held_help, r.give_back_work, r.set_by_name
FROM dashboard.returns r WHERE r.status IN ('expected', 'held-up') ORDER BY r.return_at, r.case_id LIMIT 51;

SELECT c.id, c.workspace, c.leaver, due.name AS step, due.attempts, due.next_attempt_at, due.last_error
FROM (SELECT s.case_id, s.name, s.attempts, s.next_attempt_at, s.last_error FROM dashboard.steps s
      WHERE s.status = 'retrying' ORDER BY s.next_attempt_at, s.case_id, s.name LIMIT 51) due
JOIN dashboard.cases c ON c.id = due.case_id ORDER BY due.next_attempt_at, c.id, due.name;

-- Of the workspaces of the rows above, each list by itself.
SELECT a.workspace_id, a.id, a.name, a.is_owner
FROM dashboard.askers a
WHERE a.workspace_id IN (SELECT c.workspace_id
                         FROM (SELECT u.id FROM dashboard.unfinished_cases u WHERE u.state = 'scheduled' AND u.kind = 'deactivate' ORDER BY u.due_at, u.id LIMIT 51) due
                         JOIN dashboard.cases c ON c.id = due.id
                         UNION
                         SELECT e.workspace_id FROM (SELECT d.workspace_id FROM dashboard.deletions d WHERE d.state = 'scheduled'
                                                     ORDER BY d.due_at, d.id LIMIT 51) e
                         UNION
                         SELECT e.workspace_id FROM (SELECT r.workspace_id FROM dashboard.returns r WHERE r.status IN ('expected', 'held-up')
                                                     ORDER BY r.return_at, r.case_id LIMIT 51) e)
ORDER BY a.is_owner DESC, a.name;
