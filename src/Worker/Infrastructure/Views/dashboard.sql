-- What the dashboard may see and do, in a schema of its own. Its role can read these views and call send_command; it can
-- neither read nor write any table.
DROP SCHEMA IF EXISTS dashboard CASCADE;
CREATE SCHEMA dashboard;

CREATE VIEW dashboard.cases AS
SELECT c.id, c.kind, c.workspace_id, w.name AS workspace, c.user_id, u.name AS leaver, u.email AS leaver_email,
       c.request_id, c.requested_by, asker.name AS requested_by_name, coalesce(c.reason, c.kind) AS reason, c.state, c.plan, c.filter, c.undoes, c.gives_to, c.approval_id,
       c.reopened,
       c.requested_at, c.due_at, c.started_at, c.sign_in_closed_at, c.sessions_ended_at, c.completed_at, r.return_at, r.status AS return_status,
       c.late_last_day, coalesce(s.unplanned, false) AS unplanned, coalesce(s.total, 0) AS total, coalesce(s.done, 0) AS done, coalesce(s.attempts, 0) AS attempts, s.current_steps,
       substr(c.traceparent, 4, 32) AS trace_id, substr(c.traceparent, 55, 1) ~ '[13579bdf]' AS trace_recorded
FROM offboarding.cases c
JOIN workspace.workspaces w ON w.id = c.workspace_id
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
JOIN workspace.users asker ON asker.workspace_id = c.workspace_id AND asker.id = c.requested_by
LEFT JOIN offboarding.returns r ON r.case_id = c.id
LEFT JOIN LATERAL (
    -- A step that has not begun has not counted its items: the whole is not known yet.
    SELECT bool_or(st.total IS NULL AND st.status NOT IN ('done', 'skipped')) AS unplanned, sum(greatest(st.total, st.done))::bigint AS total, sum(st.done)::bigint AS done, sum(st.attempts)::int AS attempts,
           string_agg(st.name, ', ' ORDER BY st.phase, st.name)
               FILTER (WHERE st.status IN ('ready', 'running', 'retrying', 'failed')) AS current_steps
    FROM offboarding.steps st WHERE st.case_id = c.id) s ON true;

-- The words that people are found by. The expression is that of the index in 0020_lists.sql, to the letter. Whether a search finds few people
-- or many decides how the list is read.
CREATE VIEW dashboard.words_of_people AS
SELECT u.workspace_id, u.id AS user_id, u.name, u.status,
       to_tsvector('simple'::regconfig, translate(u.name || ' ' || u.email, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))) AS words
FROM workspace.users u;

-- What the list of leavers is filtered and ordered by: nothing that has to be summed up, every column by an index of 0020_lists.sql or 0026_case_sums.sql.
CREATE VIEW dashboard.case_keys AS
SELECT c.id, c.kind, c.workspace_id, c.user_id, c.request_id, c.state, coalesce(c.reason, c.kind) AS reason, c.requested_at, c.due_at, c.completed_at,
       c.sessions_ended_at - greatest(c.requested_at, c.due_at) AS lockout, c.sessions_ended_at IS NOT NULL AS locked_out, u.name AS leaver, u.words,
       sums.failed_attempts, sums.left_over
FROM offboarding.cases c
JOIN dashboard.words_of_people u USING (workspace_id, user_id)
LEFT JOIN offboarding.case_sums sums ON sums.workspace_id = c.workspace_id AND sums.case_id = c.id;

-- The steps that a case is at.
CREATE VIEW dashboard.current_steps AS
SELECT s.name, s.case_id, s.status FROM offboarding.steps s WHERE s.status IN ('ready', 'running', 'retrying', 'failed');

-- Only what is not finished: finished cases are many, and nobody waits for them.
CREATE VIEW dashboard.open_cases AS
SELECT c.state, count(*) AS cases, min(c.requested_at) AS oldest_requested_at
FROM offboarding.cases c
WHERE c.state NOT IN ('completed', 'refused', 'cancelled')
GROUP BY c.state;

-- Who is to come back and when (F2), and what holds them up. Those who are over stay in the list with their end.
CREATE VIEW dashboard.returns AS
SELECT r.case_id, r.workspace_id, w.name AS workspace, r.user_id, u.name AS "user", u.email, u.status AS user_status, c.reason, c.state AS case_state,
       c.due_at, r.return_at, r.previous_return_at, r.give_back_work, r.set_by, asker.name AS set_by_name, r.set_at,
       r.status, r.held_code, r.held_text, r.held_help, r.held_up_at, r.cancelled_why, r.ended_at
FROM offboarding.returns r
JOIN offboarding.cases c ON c.id = r.case_id
JOIN workspace.workspaces w ON w.id = r.workspace_id
JOIN workspace.users u ON u.workspace_id = r.workspace_id AND u.id = r.user_id
JOIN workspace.users asker ON asker.workspace_id = r.workspace_id AND asker.id = r.set_by;

-- Departures that wait for a second person, or did (F9). Who waits: dashboard.cases with that approval_id and the state held-for-approval.
CREATE VIEW dashboard.approvals AS
SELECT a.id, a.workspace_id, w.name AS workspace, a.list_id, a.asked_by, asker.name AS asked_by_name, asker.email AS asked_by_email, a.status,
       a.opened_at, a.expires_at, l.request_id AS list_request_id,
       (SELECT count(*)::int FROM offboarding.list_lines n WHERE n.list_id = a.list_id AND n.status = 'waiting') AS lines_to_come,
       a.counted, a.active_users, a.people_limit, a.percent_limit, a.period,
       CASE WHEN a.status = 'open'
            THEN (SELECT count(*)::int FROM offboarding.cases c WHERE c.approval_id = a.id AND c.state = 'held-for-approval')
            ELSE a.decided_people END AS people,
       a.decided_at, a.decided_by, coalesce(decider.name, a.decided_by) AS decided_by_name, a.comment
FROM offboarding.approvals a
JOIN workspace.workspaces w ON w.id = a.workspace_id
JOIN workspace.users asker ON asker.workspace_id = a.workspace_id AND asker.id = a.asked_by
LEFT JOIN offboarding.lists l ON l.id = a.list_id
LEFT JOIN workspace.users decider ON decider.workspace_id = a.workspace_id
    AND decider.id = CASE WHEN a.decided_by ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.decided_by::uuid END;

-- Which operators sent what waits, one by one or as a list: they cannot approve it.
CREATE VIEW dashboard.approval_senders AS
SELECT s.approval_id, s.actor
FROM offboarding.approval_senders s
JOIN offboarding.approvals a ON a.id = s.approval_id
WHERE a.status = 'open';

-- Whether two names may be one person: neither decides about what the other sent.
CREATE FUNCTION dashboard.is_same_operator(one text, other text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT workspace.is_same_operator(one, other) $$;

-- Whether an operator would leave by what waits. In one call, so that names are not handed out for it.
CREATE FUNCTION dashboard.leaves_by(approval uuid, operator text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT offboarding.leaves_by(approval, operator) $$;

-- Lists of many people (F6), with what became of their lines. A line that was refused and replayed is a case like any other.
CREATE VIEW dashboard.list_lines AS
SELECT l.workspace_id, l.list_id, l.position, l.request_id, l.user_id, u.name AS "user", u.email, c.id AS case_id,
       coalesce(c.state, l.status) AS status, CASE WHEN c.id IS NULL THEN l.code END AS code, CASE WHEN c.id IS NULL THEN l.problem END AS problem, l.answered_at,
       CASE WHEN c.id IS NULL AND l.status = 'refused'
            THEN (SELECT r.help FROM offboarding.refusals r WHERE r.request_id = l.request_id AND r.workspace_id = l.workspace_id AND r.replayed_at IS NULL LIMIT 1) END AS help
FROM offboarding.list_lines l
LEFT JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
LEFT JOIN workspace.users u ON u.workspace_id = l.workspace_id AND u.id = l.user_id;

-- Which operator asked for a case and why: what was sent for it, for the list it came with, or to reactivate the person it gives work back to.
CREATE VIEW dashboard.case_senders AS
SELECT c.id AS case_id, s.audit_id, s.actor, s.at, s.comment
FROM offboarding.cases c
JOIN offboarding.request_senders s ON s.workspace_id = c.workspace_id AND s.request_id = c.request_id
UNION ALL
SELECT c.id, s.audit_id, s.actor, s.at, s.comment
FROM offboarding.cases c
JOIN offboarding.list_lines n ON n.workspace_id = c.workspace_id AND n.request_id = c.request_id
JOIN offboarding.lists l ON l.id = n.list_id
JOIN offboarding.request_senders s ON s.workspace_id = c.workspace_id AND s.request_id = l.request_id
UNION ALL
SELECT c.id, s.audit_id, s.actor, s.at, s.comment
FROM offboarding.cases c
JOIN offboarding.audit r ON r.workspace_id = c.workspace_id AND r.case_id = c.undoes AND r.action = 'user-reactivated' AND r.details ->> 'undo' = c.request_id::text
JOIN offboarding.request_senders s ON s.workspace_id = c.workspace_id AND s.request_id = r.operation_id;

-- Only the keys: dashboard.lists counts the lines as well.
CREATE VIEW dashboard.list_keys AS
SELECT s.id, s.workspace_id, s.request_id, s.requested_at FROM offboarding.lists s;

CREATE VIEW dashboard.lists AS
SELECT s.id, s.workspace_id, w.name AS workspace, s.request_id, s.requested_by, asker.name AS requested_by_name, s.requested_at, s.people, s.held,
       s.answered_at, s.completed_at, n.waiting, n.accepted, n.refused, n.failed, n.held_for_approval, n.scheduled, n.running, n.needs_attention,
       n.paused, n.completed, n.cancelled
FROM offboarding.lists s
JOIN workspace.workspaces w ON w.id = s.workspace_id
JOIN workspace.users asker ON asker.workspace_id = s.workspace_id AND asker.id = s.requested_by
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE c.id IS NULL AND l.status = 'waiting') AS waiting, count(c.id) AS accepted,
           count(*) FILTER (WHERE c.state = 'refused' OR (c.id IS NULL AND l.status = 'refused')) AS refused,
           count(*) FILTER (WHERE c.id IS NULL AND l.status = 'failed') AS failed,
           count(*) FILTER (WHERE c.state = 'held-for-approval') AS held_for_approval, count(*) FILTER (WHERE c.state = 'scheduled') AS scheduled,
           count(*) FILTER (WHERE c.state IN ('signing-out', 'handing-over')) AS running,
           count(*) FILTER (WHERE c.state = 'needs-attention') AS needs_attention, count(*) FILTER (WHERE c.state = 'paused') AS paused,
           count(*) FILTER (WHERE c.state = 'completed') AS completed, count(*) FILTER (WHERE c.state = 'cancelled') AS cancelled
    FROM offboarding.list_lines l
    LEFT JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
    WHERE l.list_id = s.id) n;

-- Also those of plans that were changed since.
CREATE VIEW dashboard.plan_recipients AS
SELECT DISTINCT c.id AS case_id, u.id, u.name, u.status
FROM offboarding.cases c
CROSS JOIN LATERAL (SELECT jsonb_path_query(c.plan, 'lax $.*.recipients[*].userId')
                    UNION ALL SELECT jsonb_path_query(c.plan, 'lax $.*.recipients[*].group[*]')
                    UNION ALL SELECT jsonb_path_query(a.details, 'lax $.kinds.*.*.recipients[*].userId')
                              FROM offboarding.audit a WHERE a.case_id = c.id AND a.action = 'handover-changed'
                    UNION ALL SELECT jsonb_path_query(a.details, 'lax $.kinds.*.*.recipients[*].group[*]')
                              FROM offboarding.audit a WHERE a.case_id = c.id AND a.action = 'handover-changed') AS named(id)
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = (named.id #>> '{}')::uuid;

CREATE VIEW dashboard.steps AS
SELECT s.case_id, s.name, s.phase, s.status, s.total, s.done, s.attempts, s.next_attempt_at, s.last_error,
       s.started_at, s.progress_at, s.finished_at, j.job_id::text AS job_id
FROM offboarding.steps s
LEFT JOIN offboarding.jobs j ON j.what = 'step' AND j.subject = s.case_id AND j.step = s.name;

CREATE VIEW dashboard.step_attempts AS
SELECT a.case_id, a.step, a.attempt, a.started_at, a.failed_at, a.transient, a.error_type, a.message, a.stack
FROM offboarding.step_attempts a;

CREATE VIEW dashboard.handover AS
SELECT h.case_id, h.kind, h.recipient_id, u.name AS recipient, sum(cardinality(h.item_ids))::bigint AS items,
       min(h.moved_at) AS first_moved_at, max(h.moved_at) AS last_moved_at
FROM offboarding.handover h
LEFT JOIN workspace.users u ON u.workspace_id = h.workspace_id AND u.id = h.recipient_id
GROUP BY h.case_id, h.kind, h.recipient_id, u.name;

-- The ledger row by row: what went to whom and when. To find an item quickly ask for
-- point(first_id, last_id) <@ box(point('-infinity', item), point(item, 'infinity')) besides item_ids @> ARRAY[item].
CREATE VIEW dashboard.handover_ledger AS
SELECT h.workspace_id, h.id, h.kind, h.moved_at, h.case_id, c.kind AS case_kind, c.undoes, c.user_id, owner.name AS "user", c.requested_by,
       asker.name AS requested_by_name, h.recipient_id, u.name AS recipient, cardinality(h.item_ids) AS items,
       h.item_ids, h.woken_ids, h.first_id, h.last_id
FROM offboarding.handover h
JOIN offboarding.cases c ON c.workspace_id = h.workspace_id AND c.id = h.case_id
-- They are always there; LEFT lets who asks for no names do without looking them up.
LEFT JOIN workspace.users owner ON owner.workspace_id = c.workspace_id AND owner.id = c.user_id
LEFT JOIN workspace.users asker ON asker.workspace_id = c.workspace_id AND asker.id = c.requested_by
LEFT JOIN workspace.users u ON u.workspace_id = h.workspace_id AND u.id = h.recipient_id;

-- Only the names: dashboard.workspaces counts people as well.
CREATE VIEW dashboard.workspace_names AS
SELECT w.id, w.name FROM workspace.workspaces w;

-- What somebody holds, and what each colleague has: ask with workspace_id and user_id. What counts as open is said here alone.
CREATE VIEW dashboard.open_work AS
SELECT u.workspace_id, u.id AS user_id, u.name AS "user", u.status, held.kind, held.items
FROM workspace.users u
CROSS JOIN LATERAL (
    SELECT 'conversations' AS kind, count(*) AS items FROM workspace.conversations w
    WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'closed'
    UNION ALL
    SELECT 'contacts', count(*) FROM workspace.contacts w
    WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'deleted'
    UNION ALL
    SELECT 'leads', count(*) FROM workspace.leads w
    WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'open'
    UNION ALL
    SELECT 'tasks', count(*) FROM workspace.tasks w
    WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'pending') held;

-- Open work of people who are gone (D11): a ReassignWorkRequested moves it. Most of it is there on purpose (D4, C4).
CREATE VIEW dashboard.work_of_inactive_users AS
SELECT w.workspace_id, w.user_id, w."user", w.status, w.kind, w.items
FROM dashboard.open_work w
WHERE w.status IN ('inactive', 'deleted') AND w.items > 0;

-- Only the keys, in the order of an index: there may be very many, and whose work is looked for must not count that of all of them.
CREATE VIEW dashboard.people_gone AS
SELECT u.workspace_id, u.id AS user_id FROM workspace.users u WHERE u.status IN ('inactive', 'deleted');

-- What an undo left where it is, and why (F4).
CREATE VIEW dashboard.undo_leftovers AS
SELECT l.workspace_id, l.case_id, l.kind, l.item_id, l.reason, l.found_at FROM offboarding.undo_leftovers l;

CREATE VIEW dashboard.refusals AS
SELECT r.id, r.message_name, r.workspace_id, r.user_id, r.request_id, r.code, r.message, r.help, r.errors, r.content_type,
       octet_length(r.body) AS body_bytes, substring(r.body FOR 8192) AS body,
       r.refused_at, r.replayed_at, r.replayed_by, r.discarded_at, r.discarded_by, r.discard_reason, r.erased_at,
       r.earlier
FROM offboarding.refusals r;

-- Who the ids in a refusal are (C7). Refusals, like events, name people by id; the name is looked up when somebody reads it, so that it is
-- the one of today, and "Deleted user" after a deletion.
CREATE VIEW dashboard.refusal_people AS
SELECT DISTINCT r.id AS refusal_id, u.id, u.name, u.status
FROM offboarding.refusals r
CROSS JOIN LATERAL regexp_matches(
    r.message || ' ' || r.errors::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') AS named (id)
JOIN workspace.users u ON u.workspace_id = r.workspace_id AND u.id = named.id[1]::uuid;

CREATE VIEW dashboard.parked_messages AS
SELECT p.id, p.message_name, p.endpoint, p.reason, p.error, p.content_type, octet_length(p.body) AS body_bytes,
       substring(p.body FOR 8192) AS body, p.parked_at, p.replayed_at, p.replayed_by, p.discarded_at, p.discarded_by, p.discard_reason,
       p.erased_at
FROM offboarding.parked_messages p;

-- Stored messages as a whole, for who edits one; the views above give the beginning.
CREATE VIEW dashboard.message_bodies AS
SELECT r.id, r.message_name, r.content_type, r.body FROM offboarding.refusals r
UNION ALL
SELECT p.id, p.message_name, p.content_type, p.body FROM offboarding.parked_messages p;

-- What operators sent in the place of stored messages, or tried to.
CREATE VIEW dashboard.message_edits AS
SELECT e.id, e.message_id, e.message_name, e.sent, e.errors, e.original_body, e.original_content_type, e.body, e.edited_by, e.reason, e.edited_at, e.workspace_id, e.request_id, e.erased_at
FROM offboarding.message_edits e;

-- What was only asked (F3). Who was named may not exist, so names may be missing.
-- Of one person, or of a list: then nobody is the leaver, and there are people.
CREATE VIEW dashboard.previews AS
SELECT p.id, p.workspace_id, w.name AS workspace, p.user_id, u.name AS leaver, u.email AS leaver_email, (p.answer ->> 'people')::int AS people, p.request_id,
       p.requested_by, asker.name AS requested_by_name,
       (SELECT a.actor FROM offboarding.audit a WHERE a.operation_id = p.request_id AND a.workspace_id = p.workspace_id AND a.action = 'preview-asked' LIMIT 1) AS sent_by,
       p.previewed_at, p.answer::text AS answer,
       p.answer #>> '{refusal,code}' AS refusal, coalesce(json_array_length(p.answer -> 'warnings'), 0) AS warnings,
       (SELECT coalesce(sum((k ->> 'open')::bigint), 0)::bigint FROM json_array_elements(p.answer -> 'kinds') k) AS open_items
FROM offboarding.previews p
LEFT JOIN workspace.workspaces w ON w.id = p.workspace_id
LEFT JOIN workspace.users u ON u.workspace_id = p.workspace_id AND u.id = p.user_id
LEFT JOIN workspace.users asker ON asker.workspace_id = p.workspace_id AND asker.id = p.requested_by;

-- Also those of lists.
CREATE VIEW dashboard.preview_people AS
SELECT DISTINCT p.id AS preview_id, u.id, u.name, u.status
FROM offboarding.previews p
CROSS JOIN LATERAL jsonb_path_query(p.answer::jsonb, 'lax $.kinds[*].recipients[*].userId') AS named(id)
JOIN workspace.users u ON u.workspace_id = p.workspace_id AND u.id = (named.id #>> '{}')::uuid;

-- An actor is an operator's name, a part of the product, or the id of a user, who then has a name; so has the one it is about, or to whom an undo gives.
CREATE VIEW dashboard.audit AS
SELECT a.id, a.workspace_id, a.case_id, a.at, a.actor, u.name AS actor_name, a.action, a.operation_id, a.details, about.name AS about_name,
       named.name AS in_the_name_of, leaver.name AS leaver,
       chained.number, encode(chained.hash, 'hex') AS hash
FROM offboarding.audit a
LEFT JOIN offboarding.audit_chain chained ON chained.audit_id = a.id
LEFT JOIN workspace.users u ON u.workspace_id = a.workspace_id
    AND u.id = CASE WHEN a.actor ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN a.actor::uuid END
LEFT JOIN workspace.users about ON about.workspace_id = a.workspace_id
    AND about.id = CASE WHEN coalesce(a.details ->> 'userId', a.details ->> 'givesTo') ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                        THEN coalesce(a.details ->> 'userId', a.details ->> 'givesTo')::uuid END
LEFT JOIN offboarding.cases c ON c.workspace_id = a.workspace_id AND c.id = a.case_id
LEFT JOIN workspace.users leaver ON leaver.workspace_id = c.workspace_id AND leaver.id = c.user_id
LEFT JOIN workspace.users named ON named.workspace_id = a.workspace_id
    AND named.id = CASE WHEN a.action IN ('command-sent', 'preview-asked') THEN (a.details ->> 'inTheNameOf')::uuid END;

-- Notes and who has it, of a case or of a group of failures. They are entries of the trail: with name and time, and never changed.
CREATE VIEW dashboard.notes AS
SELECT a.id, a.case_id, a.at, a.actor, a.action, a.details ->> 'step' AS step, a.details ->> 'kind' AS kind, a.details ->> 'comment' AS comment
FROM offboarding.audit a WHERE a.action IN ('note-added', 'taken-on', 'let-go');

CREATE VIEW dashboard.workers AS
SELECT w.id, w.host, w.process_id, w.version, w.started_at, w.seen_at, w.seen_at > now() - interval '10 s' AS alive,
       w.broker, w.broker_since, w.broker_error, w.doing
FROM offboarding.workers w;

CREATE VIEW dashboard.outbox AS
SELECT count(*) AS rows, min(o.created_at) AS oldest_at, max(o.deliveries) AS most_deliveries
FROM offboarding.outbox o;

-- Everybody in a workspace, whatever their status; a list of one status is a condition away (A2, B4, C1). Who set up a user is who
-- invited them (C12); it is not known of somebody the application around us added.
CREATE VIEW dashboard.users AS
SELECT u.workspace_id, w.name AS workspace, u.id, u.name, u.email, u.status, u.kind, u.sign_in_closed_at, u.created_at,
       u.successor_id, successor.name AS successor,
       w.account_owner_id IS NOT DISTINCT FROM u.id AS owns_account,
       (SELECT array_agg(r.role ORDER BY r.role) FROM workspace.user_roles r WHERE r.workspace_id = u.workspace_id AND r.user_id = u.id) AS roles,
       (SELECT c.id FROM offboarding.cases c WHERE c.workspace_id = u.workspace_id AND c.user_id = u.id
        ORDER BY c.requested_at DESC, c.id LIMIT 1) AS last_case_id,
       invitation.invited_by, invitation.invited_by_name, invitation.invited_at,
       EXISTS (SELECT FROM offboarding.legal_holds h
               WHERE h.workspace_id = u.workspace_id AND h.user_id = u.id AND h.lifted_at IS NULL) AS held,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = u.workspace_id AND n.user_id = u.id) AS never_active
FROM workspace.users u
JOIN workspace.workspaces w ON w.id = u.workspace_id
LEFT JOIN LATERAL (
    SELECT i.invited_by, asker.name AS invited_by_name, i.invited_at FROM workspace.invitations i
    JOIN workspace.users asker ON asker.workspace_id = i.workspace_id AND asker.id = i.invited_by
    WHERE i.workspace_id = u.workspace_id AND i.user_id = u.id
    ORDER BY i.invited_at DESC LIMIT 1) invitation ON true
LEFT JOIN workspace.users successor ON successor.workspace_id = u.workspace_id AND successor.id = u.successor_id;

-- Until when somebody who left is kept (D10).
CREATE VIEW dashboard.retention AS
SELECT r.workspace_id, r.user_id, r.until FROM workspace.retention r;

-- One line a workspace: how many are active, invited, inactive, and how many seats are free.
CREATE VIEW dashboard.workspaces AS
SELECT w.id, w.name, w.account_owner_id, s.seat_limit, s.in_use AS seats_in_use, s.free AS seats_free,
       people.active, people.invited, people.inactive, people.deleted
FROM workspace.workspaces w
JOIN workspace.seats s ON s.workspace_id = w.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE u.status = 'active') AS active, count(*) FILTER (WHERE u.status = 'invited') AS invited,
           count(*) FILTER (WHERE u.status = 'inactive') AS inactive, count(*) FILTER (WHERE u.status = 'deleted') AS deleted
    FROM workspace.users u WHERE u.workspace_id = w.id) people;

-- Who holds a seat; the rule is that of workspace.seats.
CREATE VIEW dashboard.seat_holders AS
SELECT u.workspace_id, u.id AS user_id, u.name, u.status
FROM workspace.users u
JOIN workspace.workspaces w ON w.id = u.workspace_id
WHERE u.kind = 'full'
  AND (u.status = 'active' OR (u.status = 'invited' AND coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false)));

CREATE VIEW dashboard.seat_changes AS
SELECT s.workspace_id, s.id, s.changed_at, s.change, s.user_id, whose.name AS user_name, s.from_count, s.to_count,
       s.changed_by, by_user.name AS changed_by_name, s.reason, s.request_id
FROM offboarding.seat_changes s
LEFT JOIN workspace.users by_user ON by_user.workspace_id = s.workspace_id
    AND by_user.id = CASE WHEN s.changed_by ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN s.changed_by::uuid END
LEFT JOIN workspace.users whose ON whose.workspace_id = s.workspace_id AND whose.id = s.user_id;

-- The default list of contacts: inactive ones with their badge, archived ones only in dashboard.archived_contacts (E2, E4).
CREATE VIEW dashboard.contacts AS
SELECT c.workspace_id, c.id, c.name, c.email, c.status, c.status = 'inactive' AS inactive, c.assignee_id, u.name AS assignee,
       c.account_id IS NOT NULL AS can_sign_in, c.updated_at, c.archived_at,
       (SELECT count(*) FROM workspace.contact_records r WHERE r.workspace_id = c.workspace_id AND r.contact_id = c.id) AS records
FROM workspace.contacts c
LEFT JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.assignee_id
WHERE c.archived_at IS NULL AND c.status <> 'deleted';

CREATE VIEW dashboard.archived_contacts AS
SELECT c.workspace_id, c.id, c.name, c.email, c.status, c.status = 'inactive' AS inactive, c.assignee_id, u.name AS assignee,
       c.account_id IS NOT NULL AS can_sign_in, c.updated_at, c.archived_at,
       (SELECT count(*) FROM workspace.contact_records r WHERE r.workspace_id = c.workspace_id AND r.contact_id = c.id) AS records
FROM workspace.contacts c
LEFT JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.assignee_id
WHERE c.archived_at IS NOT NULL AND c.status <> 'deleted';

-- Only the keys and the name: both views above count records as well.
CREATE VIEW dashboard.contact_keys AS
SELECT c.workspace_id, c.id, c.name, c.status FROM workspace.contacts c WHERE c.status <> 'deleted';

-- Deletions for ever (D8): ahead, in progress, over. What stands against one that is ahead is said now, not when it is due.
CREATE VIEW dashboard.deletions AS
SELECT c.id, c.workspace_id, w.name AS workspace, c.user_id, u.name AS "user", c.state, c.reason, c.requested_by, asker.name AS requested_by_name,
       c.requested_at, c.due_at, c.started_at, c.completed_at, c.cancelled_at, r.until AS retention_until,
       c.state = 'scheduled' AND r.until > c.due_at AS retention_stands_against_it, c.state = 'scheduled' AND h.id IS NOT NULL AS hold_stands_against_it,
       c.state = 'scheduled' AND EXISTS (SELECT FROM dashboard.open_work o WHERE o.workspace_id = c.workspace_id AND o.user_id = c.user_id AND o.items > 0)
           AS work_stands_against_it
FROM offboarding.cases c
JOIN workspace.workspaces w ON w.id = c.workspace_id
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
JOIN workspace.users asker ON asker.workspace_id = c.workspace_id AND asker.id = c.requested_by
LEFT JOIN workspace.retention r ON r.workspace_id = c.workspace_id AND r.user_id = c.user_id
LEFT JOIN offboarding.legal_holds h ON h.workspace_id = c.workspace_id AND h.user_id = c.user_id AND h.lifted_at IS NULL
WHERE c.kind = 'delete';

-- Legal holds (F10), those that stand and those that were lifted.
CREATE VIEW dashboard.legal_holds AS
SELECT h.workspace_id, w.name AS workspace, h.id, h.user_id, u.name AS "user", u.status AS user_status, h.lifted_at IS NULL AS stands, h.reason,
       h.placed_by, placer.name AS placed_by_name, h.placed_at, h.lifted_by, lifter.name AS lifted_by_name, h.lifted_at, h.lift_reason
FROM offboarding.legal_holds h
JOIN workspace.workspaces w ON w.id = h.workspace_id
JOIN workspace.users u ON u.workspace_id = h.workspace_id AND u.id = h.user_id
JOIN workspace.users placer ON placer.workspace_id = h.workspace_id AND placer.id = h.placed_by
LEFT JOIN workspace.users lifter ON lifter.workspace_id = h.workspace_id AND lifter.id = h.lifted_by;

CREATE VIEW dashboard.invitations AS
SELECT i.workspace_id, i.id, i.user_id, i.contact_id, coalesce(u.name, c.name) AS name, i.email, i.status, i.invited_by, asker.name AS invited_by_name,
       i.invited_at, i.expires_at, i.ended_at
FROM workspace.invitations i
JOIN workspace.users asker ON asker.workspace_id = i.workspace_id AND asker.id = i.invited_by
LEFT JOIN workspace.users u ON u.workspace_id = i.workspace_id AND u.id = i.user_id
LEFT JOIN workspace.contacts c ON c.workspace_id = i.workspace_id AND c.id = i.contact_id;

-- Which handover is given back already, and by which case (F4).
CREATE VIEW dashboard.undone_cases AS
SELECT c.workspace_id, c.undoes AS case_id, c.id AS undone_by
FROM offboarding.cases c
WHERE c.undoes IS NOT NULL AND c.state NOT IN ('refused', 'cancelled')
UNION ALL
SELECT c.workspace_id, also.id, c.id
FROM offboarding.cases c
CROSS JOIN LATERAL unnest(c.undoes_also) also (id)
WHERE c.undoes_also IS NOT NULL AND c.state NOT IN ('refused', 'cancelled');

-- Batches of a handover, those of one minute together.
CREATE VIEW dashboard.handover_batches AS
SELECT h.case_id, h.kind, date_bin('1 minute', h.moved_at, 'epoch') AS minute, count(DISTINCT h.moved_at) AS batches,
       sum(cardinality(h.item_ids))::bigint AS items, min(h.moved_at) AS first_moved_at, max(h.moved_at) AS last_moved_at
FROM offboarding.handover h
GROUP BY h.case_id, h.kind, date_bin('1 minute', h.moved_at, 'epoch');

-- Which command a request was, and the names of the events it was answered with.
CREATE VIEW dashboard.answers AS
SELECT a.workspace_id, a.request_id, a.message_name, a.answered_at, a.refusal_id,
       ARRAY(SELECT e.event ->> 'exchange' FROM json_array_elements(a.events) WITH ORDINALITY AS e (event, position) ORDER BY e.position) AS events
FROM offboarding.answers a;

-- In whose name an operator can ask for what only an admin or owner may ask for (docs/adr/0020).
CREATE VIEW dashboard.askers AS
SELECT u.workspace_id, u.id, u.name, u.email, bool_or(r.role = 'owner') AS is_owner
FROM workspace.users u
JOIN workspace.user_roles r ON r.workspace_id = u.workspace_id AND r.user_id = u.id AND r.role IN ('admin', 'owner')
WHERE u.status = 'active'
GROUP BY u.workspace_id, u.id, u.name, u.email;

-- For the Now page: plain rows and no names, so that a window of time is an index scan.
CREATE VIEW dashboard.unfinished_cases AS
SELECT c.id, c.kind, c.state, c.requested_at, c.due_at, c.sessions_ended_at
FROM offboarding.cases c
WHERE c.state NOT IN ('completed', 'refused', 'cancelled');

-- The keys and times of cases, without names and sums.
CREATE VIEW dashboard.case_times AS
SELECT c.id, c.workspace_id, c.kind, c.state, c.requested_at, c.completed_at, c.sessions_ended_at - greatest(c.requested_at, c.due_at) AS lockout
FROM offboarding.cases c;

CREATE VIEW dashboard.requests AS
SELECT c.id, c.requested_at FROM offboarding.cases c;

CREATE VIEW dashboard.completions AS
SELECT c.id, c.completed_at FROM offboarding.cases c WHERE c.completed_at IS NOT NULL;

CREATE VIEW dashboard.open_lockouts AS
SELECT l.id, l.since FROM offboarding.open_lockouts l;

-- From the request, or the last day where that is later, to the end of the last session.
CREATE VIEW dashboard.lockouts AS
SELECT c.sessions_ended_at AS ended_at, c.sessions_ended_at - greatest(c.requested_at, c.due_at) AS took
FROM offboarding.cases c
WHERE c.sessions_ended_at IS NOT NULL AND c.kind = 'deactivate';

-- Only the seats: dashboard.workspaces counts people as well.
CREATE VIEW dashboard.seats AS
SELECT w.id AS workspace_id, w.name, s.seat_limit, s.in_use, s.free
FROM workspace.workspaces w JOIN workspace.seats s ON s.workspace_id = w.id;

CREATE VIEW dashboard.team_members AS
SELECT m.workspace_id, m.team_id, m.user_id FROM workspace.team_members m;

CREATE VIEW dashboard.teams AS
SELECT t.workspace_id, t.id, t.name, t.kind,
       (SELECT count(*)::int FROM workspace.team_members m JOIN workspace.users u ON u.workspace_id = m.workspace_id AND u.id = m.user_id AND u.status = 'active'
        WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id) AS members
FROM workspace.teams t;

CREATE VIEW dashboard.queues AS
SELECT q.name, q.ready, q.consumers, q.seen_at FROM offboarding.queues q;

-- Steps that wait for an operator ("failed") or for their next attempt ("retrying"), with the kind of their last error.
CREATE VIEW dashboard.failing_steps AS
SELECT s.status, s.next_attempt_at, s.workspace_id, w.name AS workspace, s.case_id, s.step, s.phase, s.attempts, s.failed_at,
       c.user_id, c.state AS case_state, u.name AS leaver, s.message, s.started_at, s.kind
FROM offboarding.failing_steps s
-- LEFT, although they are always there: who only counts does without them.
LEFT JOIN offboarding.cases c ON c.workspace_id = s.workspace_id AND c.id = s.case_id
LEFT JOIN workspace.workspaces w ON w.id = s.workspace_id
LEFT JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id;

-- Notes on groups of failures. Who took on an earlier trouble of the same kind does not have this one: a step that fails now had failed
-- when it was taken on.
CREATE VIEW dashboard.notes_on_groups AS
SELECT n.id, n.step, n.kind, n.at, n.actor, n.action, n.comment,
       n.action = 'taken-on'
       AND NOT EXISTS (SELECT FROM dashboard.failing_steps f LEFT JOIN dashboard.step_attempts a ON a.case_id = f.case_id AND a.step = f.step
                       WHERE f.step = n.step AND f.kind = n.kind AND least(f.failed_at, a.failed_at) <= n.at) AS is_past
FROM dashboard.notes n WHERE n.case_id IS NULL;

-- What can be asked for now, case by case and step by step; a bulk act takes it from here.
CREATE VIEW dashboard.possible_acts AS
SELECT p.kind, p.workspace_id, p.case_id, p.step FROM offboarding.possible_acts p;

CREATE VIEW dashboard.operations AS
SELECT o.id, o.kind, o.scope::text AS scope, o.scope ->> 'step' AS of_step, o.scope ->> 'kind' AS of_error, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.left_alone,
       o.frozen_at, o.started_at, o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, w.name AS workspace, o.in_the_name_of, asker.name AS in_the_name_of_name,
       -- Failed since they were sent, and tried again by themselves: not an end yet, and nothing that goes well.
       CASE WHEN o.kind = 'retry-steps' AND o.state <> 'frozen' AND o.ended_at IS NULL
            THEN (SELECT count(*)::int FROM offboarding.operation_items i
                  JOIN offboarding.steps s ON s.workspace_id = i.workspace_id AND s.case_id = i.case_id AND s.name = i.step
                  WHERE i.operation_id = o.id AND i.outcome = 'sent' AND s.status = 'retrying' AND s.attempts > i.attempts)
            ELSE 0 END AS failing_again
FROM offboarding.operations o
LEFT JOIN workspace.workspaces w ON w.id = o.workspace_id
LEFT JOIN workspace.users asker ON asker.workspace_id = o.workspace_id AND asker.id = o.in_the_name_of;

-- The problem is why a command was refused, where it was: the rules of single acts hold for each.
CREATE VIEW dashboard.operation_items AS
SELECT i.operation_id, i.number, i.workspace_id, i.case_id, i.step, i.message_id, i.sent_at, i.decided_at,
       CASE WHEN i.outcome = 'sent' AND s.status = 'retrying' AND s.attempts > i.attempts THEN 'failing-again' ELSE i.outcome END AS outcome,
       c.user_id, u.name AS leaver, s.status AS step_status, s.last_error, refused.message AS problem,
       coalesce(p.message_name, r.message_name) AS message_name, coalesce(p.reason, r.code) AS reason
FROM offboarding.operation_items i
LEFT JOIN offboarding.cases c ON c.workspace_id = i.workspace_id AND c.id = i.case_id
LEFT JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
LEFT JOIN offboarding.steps s ON s.workspace_id = i.workspace_id AND s.case_id = i.case_id AND s.name = i.step
LEFT JOIN offboarding.answers a ON a.workspace_id = i.workspace_id AND a.request_id = i.request_id
LEFT JOIN offboarding.refusals refused ON refused.id = a.refusal_id
LEFT JOIN offboarding.parked_messages p ON p.id = i.message_id
LEFT JOIN offboarding.refusals r ON r.id = i.message_id;

-- Freezes what a bulk act will cover, before anybody is asked to confirm it: what fails afterwards is not in it. It takes the named cases
-- (of their steps only the one the scope names, if it names one), or what all have in common by the scope: "step" and "kind" of the error
-- (of steps that failed, or of those with the "status" retrying),
-- or the "reason" why messages could not be read. Only what is possible now is in it.
CREATE FUNCTION dashboard.freeze_operation(kind text, scope jsonb, actor text, cases uuid[] DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most constant integer := 100000;
    operation uuid;
    found integer;
BEGIN
    DELETE FROM offboarding.operations o WHERE o.state = 'frozen' AND o.frozen_at < now() - interval '1 day';
    INSERT INTO offboarding.operations (kind, scope, actor) VALUES (kind, scope, actor) RETURNING id INTO operation;
    IF kind = 'replay-messages' THEN
        INSERT INTO offboarding.operation_items (operation_id, number, message_id)
        SELECT operation, row_number() OVER (ORDER BY p.parked_at, p.id), p.id
        FROM offboarding.parked_messages p
        WHERE p.replayed_at IS NULL AND p.discarded_at IS NULL AND p.erased_at IS NULL
          AND CASE WHEN scope ? 'messages'
              THEN p.id IN (SELECT m::uuid FROM jsonb_array_elements_text(scope -> 'messages') m)
              ELSE p.reason = scope ->> 'reason' END
        LIMIT most;
    ELSIF cases IS NOT NULL THEN
        INSERT INTO offboarding.operation_items (operation_id, number, workspace_id, case_id, step)
        SELECT operation, row_number() OVER (ORDER BY named.place, p.step), p.workspace_id, p.case_id, p.step
        FROM (SELECT n.id, min(n.place) AS place FROM unnest(cases) WITH ORDINALITY AS n (id, place) GROUP BY n.id) named
        JOIN offboarding.possible_acts p ON p.case_id = named.id
        WHERE p.kind = freeze_operation.kind AND (scope ->> 'step' IS NULL OR p.step = scope ->> 'step')
        LIMIT most;
    ELSE
        INSERT INTO offboarding.operation_items (operation_id, number, workspace_id, case_id, step)
        SELECT operation, row_number() OVER (ORDER BY f.failed_at, f.case_id, f.step), f.workspace_id, f.case_id, f.step
        FROM dashboard.failing_steps f
        JOIN offboarding.possible_acts p ON p.kind = freeze_operation.kind AND p.workspace_id = f.workspace_id AND p.case_id = f.case_id AND p.step = f.step
        WHERE f.step = scope ->> 'step' AND f.kind = scope ->> 'kind' AND f.status = coalesce(scope ->> 'status', 'failed')
        LIMIT most;
    END IF;
    GET DIAGNOSTICS found = ROW_COUNT;
    UPDATE offboarding.operations o
    SET asked = found,
        workspace_id = (SELECT min(i.workspace_id::text)::uuid FROM offboarding.operation_items i WHERE i.operation_id = operation
                        HAVING count(DISTINCT i.workspace_id) = 1)
    WHERE o.id = operation;
    RETURN operation;
END $$;

-- The confirmation, by the one who was shown the number, within a day. What only an admin or owner of a workspace may ask for is asked for
-- in the name of one (docs/adr/0020), so the set has to be of one workspace.
CREATE FUNCTION dashboard.start_operation(operation uuid, actor text, why text, in_the_name_of uuid DEFAULT NULL) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    admins constant text[] := ARRAY['cancel-cases'];
    started offboarding.operations;
BEGIN
    UPDATE offboarding.operations o
    SET state = 'running', started_at = now(), why = nullif(btrim(start_operation.why), ''),
        in_the_name_of = CASE WHEN o.kind = ANY (admins) THEN start_operation.in_the_name_of END
    WHERE o.id = operation AND o.state = 'frozen' AND o.actor = start_operation.actor AND o.asked > 0
      AND (o.kind <> ALL (admins)
           OR EXISTS (SELECT FROM dashboard.askers a WHERE a.workspace_id = o.workspace_id AND a.id = start_operation.in_the_name_of))
    RETURNING * INTO started;
    IF started.id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
    VALUES ('00000000-0000-0000-0000-000000000000', start_operation.actor, 'operation-started', operation,
            jsonb_strip_nulls(jsonb_build_object(
                'kind', started.kind, 'asked', started.asked, 'inTheNameOf', started.in_the_name_of, 'comment', started.why)));
    RETURN true;
END $$;

CREATE FUNCTION dashboard.stop_operation(operation uuid, actor text, why text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    stopped offboarding.operations;
BEGIN
    UPDATE offboarding.operations o
    SET state = 'stopped', stopped_at = now(), stopped_by = stop_operation.actor
    WHERE o.id = operation AND o.state = 'running'
    RETURNING * INTO stopped;
    IF stopped.id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
    VALUES ('00000000-0000-0000-0000-000000000000', stop_operation.actor, 'operation-stopped', operation,
            jsonb_strip_nulls(jsonb_build_object('sent', stopped.sent, 'comment', nullif(btrim(stop_operation.why), ''))));
    RETURN true;
END $$;

-- Entries that were changed, or have no place in the chain. Only what is asked for is looked at: the whole chain is verify-audit's.
CREATE FUNCTION dashboard.changed_audit_entries(ids bigint[]) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM offboarding.audit a
    LEFT JOIN offboarding.audit_chain c ON c.audit_id = a.id
    LEFT JOIN offboarding.audit_chain before ON before.workspace_id = c.workspace_id AND before.number = c.number - 1
    LEFT JOIN offboarding.audit_heads h ON h.workspace_id = c.workspace_id AND h.forgotten = c.number - 1
    WHERE a.id = ANY (ids)
      AND (c.hash IS NULL OR c.hash IS DISTINCT FROM offboarding.audit_hash(a, c.number, c.previous_hash)
           OR coalesce(before.hash, h.forgotten_hash) IS DISTINCT FROM c.previous_hash)
$$;

-- Taking data out is an act as well.
CREATE FUNCTION dashboard.record_export(actor text, what jsonb, why text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    operation uuid := gen_random_uuid();
BEGIN
    IF coalesce(actor, '') = '' OR length(actor) > 200 OR length(why) > 500 OR length(what::text) > 4000 THEN
        RAISE EXCEPTION 'an export needs an actor of 1 to 200 characters and says in few words what and why' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
    VALUES ('00000000-0000-0000-0000-000000000000', actor, 'exported', operation,
            what || jsonb_strip_nulls(jsonb_build_object('comment', nullif(btrim(why), ''))));
    RETURN operation;
END $$;

-- A note, or who has it: nothing happens by it.
CREATE FUNCTION dashboard.write_note(action text, subject_case uuid, step text, kind text, actor text, comment text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    subject_workspace uuid := (SELECT c.workspace_id FROM offboarding.cases c WHERE c.id = subject_case);
BEGIN
    IF action IS NULL OR action NOT IN ('note-added', 'taken-on', 'let-go') OR coalesce(actor, '') = '' OR length(actor) > 200 OR length(comment) > 500
       OR length(step) > 100 OR length(kind) > 300 OR (action = 'note-added' AND coalesce(btrim(comment), '') = '') THEN
        RAISE EXCEPTION 'a note needs an actor, and words, up to 500 characters' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF subject_case IS NOT NULL AND subject_workspace IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, details)
    VALUES (coalesce(subject_workspace, '00000000-0000-0000-0000-000000000000'), subject_case, actor, action,
            jsonb_strip_nulls(jsonb_build_object('step', step, 'kind', kind, 'comment', nullif(btrim(comment), ''))));
    RETURN true;
END $$;

CREATE VIEW dashboard.saved_plans AS
SELECT p.id, p.workspace_id, p.name, p.plan::text AS plan, p.saved_by, p.saved_at FROM offboarding.saved_plans p;

-- Keeps a plan under a name, in the place of one that has it. Nothing happens by it.
CREATE FUNCTION dashboard.save_plan(workspace uuid, plan_name text, plan jsonb, actor text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    replaced boolean;
BEGIN
    plan_name := btrim(plan_name);
    IF coalesce(actor, '') = '' OR length(actor) > 200 OR coalesce(plan_name, '') = '' OR length(plan_name) > 80 OR jsonb_typeof(plan) IS DISTINCT FROM 'object'
       OR length(plan::text) > 100000 THEN
        RAISE EXCEPTION 'a plan needs an actor and a name of 1 to 80 characters' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO offboarding.saved_plans AS p (workspace_id, name, plan, saved_by)
    SELECT w.id, plan_name, save_plan.plan, actor FROM workspace.workspaces w WHERE w.id = workspace
    ON CONFLICT (workspace_id, name) DO UPDATE SET plan = excluded.plan, saved_by = excluded.saved_by, saved_at = now()
    RETURNING p.xmax <> 0 INTO replaced;
    IF FOUND THEN
        INSERT INTO offboarding.audit (workspace_id, actor, action, details)
        VALUES (workspace, actor, 'plan-saved', jsonb_build_object('plan', plan_name, 'replaced', replaced));
    END IF;
    RETURN FOUND;
END $$;

CREATE FUNCTION dashboard.remove_plan(workspace uuid, saved_plan uuid, actor text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    removed text;
BEGIN
    IF coalesce(actor, '') = '' OR length(actor) > 200 THEN
        RAISE EXCEPTION 'a plan is removed by an actor' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM offboarding.saved_plans p WHERE p.workspace_id = workspace AND p.id = saved_plan RETURNING p.name INTO removed;
    IF removed IS NOT NULL THEN
        INSERT INTO offboarding.audit (workspace_id, actor, action, details) VALUES (workspace, actor, 'plan-removed', jsonb_build_object('plan', removed));
    END IF;
    RETURN removed;
END $$;

CREATE VIEW dashboard.saved_views AS
SELECT v.id, v.page, v.name, v.query, v.shared, v.saved_by FROM offboarding.saved_views v;

CREATE FUNCTION dashboard.save_view(page text, view_name text, query text, shared boolean, actor text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    saved uuid;
BEGIN
    IF coalesce(actor, '') = '' OR length(actor) > 200 OR (SELECT count(*) FROM offboarding.saved_views v WHERE v.saved_by = actor) >= 200 THEN
        RAISE EXCEPTION 'a view is saved by an actor, who has at most 200' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO offboarding.saved_views AS v (page, name, query, shared, saved_by)
    VALUES (save_view.page, btrim(view_name), save_view.query, save_view.shared, actor)
    ON CONFLICT ON CONSTRAINT saved_views_page_saved_by_name_key DO UPDATE SET query = excluded.query, shared = excluded.shared, saved_at = now()
    RETURNING v.id INTO saved;
    RETURN saved;
END $$;

-- One's own; an admin also takes away what somebody else has put up for everybody.
CREATE FUNCTION dashboard.remove_view(saved_view uuid, actor text, of_others boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM offboarding.saved_views v WHERE v.id = saved_view AND (v.saved_by = actor OR (of_others AND v.shared));
    RETURN FOUND;
END $$;

-- What became of a button that was pressed in Hangfire's dashboard, and of each job that was selected for it. No row yet: the worker has
-- not taken the command.
CREATE VIEW dashboard.job_actions AS
SELECT a.id, a.action, a.actor, a.asked_at, a.asked, a.done, a.not_possible FROM offboarding.job_actions a;

CREATE VIEW dashboard.job_action_items AS
SELECT i.action_id, i.job_id, i.outcome, i.why FROM offboarding.job_action_items i;

CREATE VIEW dashboard.ended_sessions AS
SELECT e.session_id FROM offboarding.ended_sessions e;

-- Signing out. Nobody can open a session again.
CREATE FUNCTION dashboard.end_session(session uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM offboarding.ended_sessions WHERE ended_at < now() - interval '8 days';
    UPDATE offboarding.dashboard_sessions s SET ended_at = now() WHERE s.id = session AND s.ended_at IS NULL;
    INSERT INTO offboarding.ended_sessions (session_id) VALUES (session) ON CONFLICT DO NOTHING;
$$;

-- Who is signed in.
CREATE VIEW dashboard.sessions AS
SELECT s.id, s.actor, s.way, s.address, s.began_at, s.ends_at FROM offboarding.dashboard_sessions s WHERE s.ended_at IS NULL AND s.ends_at > now();

CREATE VIEW dashboard.access_log AS
SELECT l.id, l.at, l.event, l.actor, l.way, l.address, l.method, l.path FROM offboarding.access_log l;

-- Somebody signs in. Rows of sessions that are over are taken away here, where there is least to do: at a sign-in.
CREATE FUNCTION dashboard.begin_session(session uuid, actor text, way text, address text, ends_at timestamptz, issuer text, subject text, provider_session text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM offboarding.dashboard_sessions s WHERE s.ends_at < now() - interval '1 day';
    INSERT INTO offboarding.dashboard_sessions (id, actor, way, address, ends_at, issuer, subject, provider_session)
    VALUES (session, actor, way, address, ends_at, issuer, subject, provider_session);
$$;

-- An admin ends all sessions of somebody, which takes effect with their next request.
CREATE FUNCTION dashboard.end_sessions_of(person text, actor text, why text, OUT operation uuid, OUT ended integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(person, '') = '' OR coalesce(actor, '') = '' OR length(actor) > 200 OR coalesce(btrim(why), '') = '' OR length(why) > 500 THEN
        RAISE EXCEPTION 'ending sessions needs a person, an actor of 1 to 200 characters and a reason of up to 500' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH over AS (
        UPDATE offboarding.dashboard_sessions s SET ended_at = now() WHERE s.actor = person AND s.ended_at IS NULL AND s.ends_at > now() RETURNING s.id),
    kept AS (INSERT INTO offboarding.ended_sessions (session_id) SELECT o.id FROM over o ON CONFLICT DO NOTHING)
    SELECT count(*) INTO ended FROM over;
    IF ended > 0 THEN
        operation := gen_random_uuid();
        INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
        VALUES ('00000000-0000-0000-0000-000000000000', actor, 'sessions-ended', operation,
                jsonb_build_object('person', person, 'sessions', ended, 'comment', btrim(why)));
    END IF;
END $$;

-- The provider says that a session there, or everything of somebody, is over. What began here afterwards stays.
CREATE FUNCTION dashboard.end_sessions_at_provider(issuer text, subject text, provider_session text, before timestamptz) RETURNS SETOF text
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH over AS (
        UPDATE offboarding.dashboard_sessions s SET ended_at = now()
        WHERE s.ended_at IS NULL AND s.issuer = end_sessions_at_provider.issuer AND s.began_at <= before
          AND (end_sessions_at_provider.subject IS NOT NULL OR end_sessions_at_provider.provider_session IS NOT NULL)
          AND (end_sessions_at_provider.subject IS NULL OR s.subject = end_sessions_at_provider.subject)
          AND (end_sessions_at_provider.provider_session IS NULL OR s.provider_session = end_sessions_at_provider.provider_session)
        RETURNING s.id, s.actor),
    kept AS (INSERT INTO offboarding.ended_sessions (session_id) SELECT o.id FROM over o ON CONFLICT DO NOTHING)
    SELECT o.actor FROM over o;
$$;

-- Sign-ins, refusals, readings: many at once.
CREATE FUNCTION dashboard.record_access(events jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO offboarding.access_log (at, event, actor, way, session_id, address, method, path, issuer, subject)
    SELECT e.at, e.event, e.actor, e.way, e.session, e.address, e.method, e.path, e.issuer, e.subject
    FROM jsonb_to_recordset(events) AS e (at timestamptz, event text, actor text, way text, session uuid, address text, method text, path text, issuer text, subject text);
$$;

-- The one way to act. The command becomes a row of the outbox and takes the road every command takes: exchange, ingress,
-- validation, handler. The answer is the operation id, which is the request id of the command and in the audit trail: here, as what
-- was asked for by whom and why, and again where it has an effect.
CREATE FUNCTION dashboard.send_command(name text, payload jsonb, actor text, why text DEFAULT NULL, traceparent text DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    operation uuid := gen_random_uuid();
    -- Operators may ask for these themselves; the others are asked for in the name of an admin or owner (docs/adr/0020).
    operators constant text[] := ARRAY['offboarding.retry-step', 'offboarding.skip-step', 'offboarding.pause-offboarding',
                                       'offboarding.resume-offboarding', 'offboarding.replay-message', 'offboarding.discard-message',
                                       'offboarding.approve-mass-change', 'offboarding.reject-mass-change', 'offboarding.job-action'];
    admins constant text[] := ARRAY['offboarding.deactivate-user', 'offboarding.deactivate-users', 'offboarding.cancel-offboarding', 'offboarding.reschedule-offboarding', 'offboarding.change-handover',
                                    'offboarding.undo-handover', 'offboarding.change-seat-limit', 'offboarding.set-return', 'offboarding.cancel-return',
                                    'offboarding.delete-user', 'offboarding.place-legal-hold', 'offboarding.lift-legal-hold', 'offboarding.reactivate-user',
                                    'offboarding.reassign-work', 'offboarding.cancel-invitation', 'offboarding.deactivate-contact',
                                    'offboarding.archive-contact', 'offboarding.unarchive-contact'];
    holds constant text[] := ARRAY['offboarding.place-legal-hold', 'offboarding.lift-legal-hold'];
    known constant text[] := operators || admins;
    id_form constant text := '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
    -- Which field of a command takes the reason; some have none, and only the audit trail keeps it.
    why_field constant text := CASE WHEN name IN ('offboarding.skip-step', 'offboarding.change-seat-limit', 'offboarding.discard-message') OR name = ANY (holds) THEN 'reason'
                                    WHEN name IN ('offboarding.retry-step', 'offboarding.pause-offboarding', 'offboarding.resume-offboarding', 'offboarding.cancel-offboarding',
                                                  'offboarding.reschedule-offboarding', 'offboarding.change-handover', 'offboarding.set-return', 'offboarding.cancel-return',
                                                  'offboarding.approve-mass-change', 'offboarding.reject-mass-change', 'offboarding.job-action')
                                    THEN 'comment'
                                    WHEN name = 'offboarding.replay-message' AND payload ? 'editedBody' THEN 'reason' END;
    subject_case uuid;
    subject_workspace uuid;
BEGIN
    IF name IS NULL OR name <> ALL (known) THEN
        RAISE EXCEPTION 'unknown command %', coalesce(name, 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'One of: ' || array_to_string(known, ', ') || '.';
    END IF;
    IF coalesce(actor, '') = '' OR length(actor) > 200 THEN
        RAISE EXCEPTION 'a command needs an actor of 1 to 200 characters' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF jsonb_typeof(payload) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'the payload of a command is a JSON object' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    why := nullif(btrim(why), '');
    IF length(why) > 500 THEN
        RAISE EXCEPTION 'a reason has at most 500 characters' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF name = ANY (operators) THEN
        payload := payload || jsonb_build_object('requestedBy', actor);
    ELSIF NOT EXISTS (SELECT FROM dashboard.askers a
                      WHERE a.workspace_id = CASE WHEN payload ->> 'workspaceId' ~ id_form THEN (payload ->> 'workspaceId')::uuid END
                        AND a.id = CASE WHEN payload ->> 'requestedBy' ~ id_form THEN (payload ->> 'requestedBy')::uuid END) THEN
        RAISE EXCEPTION '% is asked for on behalf of an active admin or owner of the workspace', name USING ERRCODE = 'invalid_parameter_value';
    ELSIF why IS NULL AND payload -> 'dryRun' IS DISTINCT FROM 'true'::jsonb THEN
        RAISE EXCEPTION '% needs a reason', name USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF why IS NOT NULL AND why_field IS NOT NULL THEN
        payload := payload || jsonb_build_object(why_field, why);
    END IF;
    INSERT INTO offboarding.outbox (message_id, exchange, body, traceparent)
    VALUES (operation, name, convert_to((payload || jsonb_build_object('requestId', operation))::text, 'UTF8'),
            CASE WHEN traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' THEN traceparent END);
    SELECT c.id, c.workspace_id INTO subject_case, subject_workspace
    FROM offboarding.cases c
    WHERE c.id = CASE WHEN payload ->> 'offboardingId' ~ id_form THEN (payload ->> 'offboardingId')::uuid END;
    IF subject_workspace IS NULL THEN
        SELECT w.id INTO subject_workspace FROM workspace.workspaces w
        WHERE w.id = CASE WHEN payload ->> 'workspaceId' ~ id_form THEN (payload ->> 'workspaceId')::uuid END;
    END IF;
    INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
    VALUES (coalesce(subject_workspace, '00000000-0000-0000-0000-000000000000'), subject_case, actor,
            -- A preview changes nothing. It has an entry of its own kind, so that it can be said who asked.
            CASE WHEN payload -> 'dryRun' = 'true'::jsonb THEN 'preview-asked' ELSE 'command-sent' END, operation,
            jsonb_strip_nulls(jsonb_build_object(
                'command', name, 'step', payload -> 'step', 'messageId', payload -> 'messageId', 'userId', payload -> 'userId',
                'approvalId', payload -> 'approvalId', 'contactId', payload -> 'contactId', 'invitationId', payload -> 'invitationId',
                'action', payload -> 'action', 'recurring', payload -> 'recurringIds',
                'jobs', CASE WHEN jsonb_typeof(payload -> 'jobIds') = 'array' THEN jsonb_array_length(payload -> 'jobIds') END,
                'people', CASE WHEN jsonb_typeof(payload -> 'users') = 'array' THEN jsonb_array_length(payload -> 'users') END,
                'inTheNameOf', CASE WHEN name = ANY (admins) THEN payload -> 'requestedBy' END,
                -- Why somebody is held is kept with the hold alone: it may name people.
                'comment', CASE WHEN name <> ALL (holds) THEN coalesce(why, payload ->> 'comment') END)));
    PERFORM pg_notify('offboarding_outbox', '');
    RETURN operation;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA dashboard FROM PUBLIC;
GRANT USAGE ON SCHEMA dashboard TO offboarding_dashboard;
GRANT SELECT ON ALL TABLES IN SCHEMA dashboard TO offboarding_dashboard;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA dashboard TO offboarding_dashboard;
