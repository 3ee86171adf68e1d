-- name: close-sign-in(Conversations, Contacts, Leads, Tasks, WorkspaceId, UserId)
-- Sign-in closes here, in the transaction that opens the case (design, principle 2). A user who is inactive already keeps the
-- time at which sign-in was closed first: that is when the absence began whose work a return gives back.
UPDATE workspace.users
SET status = 'inactive', sign_in_closed_at = CASE WHEN status = 'inactive' THEN coalesce(sign_in_closed_at, now()) ELSE now() END, successor_id = coalesce(@Conversations, successor_id),
    contacts_successor_id = coalesce(@Contacts, contacts_successor_id), leads_successor_id = coalesce(@Leads, leads_successor_id),
    tasks_successor_id = coalesce(@Tasks, tasks_successor_id)
WHERE workspace_id = @WorkspaceId AND id = @UserId

-- name: request-was-seen(workspaceId, requestId)
-- Whether anything is on record about a request id: nearly always nothing, and then nobody has to look into each place.
SELECT EXISTS (SELECT FROM offboarding.answers a WHERE a.workspace_id = @workspaceId AND a.request_id = @requestId)
    OR EXISTS (SELECT FROM offboarding.cases c WHERE c.request_id = @requestId)
    OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = @requestId AND r.replayed_at IS NULL)
    OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = @requestId AND r.replayed_at IS NOT NULL AND r.asker_was_permitted)

-- name: list-active-users(WorkspaceId, users)
SELECT count(*)::int FROM workspace.users u WHERE u.workspace_id = @WorkspaceId AND u.id = ANY(@users) AND u.status = 'active'

-- name: list-add(id, WorkspaceId, RequestId, RequestedBy, forAll, people, held, traceparent, positions, requests, users, lines)
WITH list AS (
    INSERT INTO offboarding.lists (id, workspace_id, request_id, requested_by, for_all, people, held, traceparent)
    VALUES (@id, @WorkspaceId, @RequestId, @RequestedBy, @forAll, @people, @held, @traceparent)
    RETURNING id, workspace_id),
lines AS (
    INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, user_id, line)
    SELECT list.workspace_id, list.id, l.position, l.request_id, l.user_id, l.line
    FROM list, unnest(@positions::int[], @requests::uuid[], @users::uuid[], @lines::text[]) AS l (position, request_id, user_id, line))
SELECT now()

-- name: deactivation-facts(users, requestedBy, workspaceId)
SELECT p.id AS user_id, now() AS now, u.status, u.kind,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = u.workspace_id AND n.user_id = u.id) AS never_active,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = u.id AND r.role = 'owner') AS is_owner,
       w.account_owner_id IS NOT DISTINCT FROM u.id AND u.id IS NOT NULL AS is_account_owner,
       (SELECT count(*)::int FROM workspace.user_roles r
        JOIN workspace.users o ON o.workspace_id = r.workspace_id AND o.id = r.user_id AND o.status = 'active'
        WHERE r.workspace_id = w.id AND r.role = 'owner' AND r.user_id <> p.id) AS other_owners,
       EXISTS (SELECT FROM offboarding.returns r
               WHERE r.workspace_id = w.id AND r.user_id = p.id AND r.status IN ('expected', 'held-up')) AS has_return_ahead,
       EXISTS (SELECT FROM workspace.invitations i
               WHERE i.workspace_id = w.id AND i.user_id = p.id AND i.status = 'open') AS has_open_invitation,
       asker.status AS asker_status, coalesce(current_setting('offboarding.asker_was_checked', true), '') = 'true' AS asker_was_checked,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = @requestedBy AND r.role IN ('admin', 'owner')) AS asker_is_admin,
       w.account_owner_id IS NOT DISTINCT FROM asker.id AND asker.id IS NOT NULL
       OR EXISTS (SELECT FROM workspace.user_roles r
                  WHERE r.workspace_id = w.id AND r.user_id = @requestedBy AND r.role = 'owner') AS asker_is_owner,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = p.id AND c.kind = 'deactivate'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS case_in_progress,
       EXISTS (SELECT FROM offboarding.cases c
               WHERE c.workspace_id = w.id AND c.user_id = p.id AND c.kind = 'deactivate' AND c.state = 'held-for-approval') AS case_is_held,
       coalesce((w.policies ->> 'requireCompleteHandover')::boolean, false) AS requires_complete_handover,
       workspace.late_last_day_days(w.policies) AS late_last_day_days,
       w.policies ?| ARRAY['massChangePeople', 'massChangePercent'] AS has_mass_change_policy,
       ARRAY(SELECT key FROM jsonb_each(w.policies) WHERE value = 'true'::jsonb) AS policies
FROM workspace.workspaces w
CROSS JOIN unnest(@users::uuid[]) AS p (id)
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = p.id
LEFT JOIN workspace.users asker ON asker.workspace_id = w.id AND asker.id = @requestedBy
WHERE w.id = @workspaceId

-- name: list-positions(listId, users, position)
SELECT l.user_id, min(l.position) FROM offboarding.list_lines l
WHERE l.list_id = @listId AND l.user_id = ANY(@users) AND l.position <> @position
GROUP BY l.user_id

-- name: leave-by-the-same-list(WorkspaceId, RequestId, users)
-- Who is still to leave by it: a line that was refused or called off leaves a colleague who stays, and who has left by it and is back is one again.
SELECT o.user_id, min(o.position)
FROM offboarding.list_lines l
JOIN offboarding.list_lines o ON o.list_id = l.list_id AND o.user_id = ANY(@users) AND o.position <> l.position
WHERE l.workspace_id = @WorkspaceId AND l.request_id = @RequestId
  AND (o.status = 'waiting'
       OR EXISTS (SELECT FROM offboarding.cases c
                  WHERE c.workspace_id = o.workspace_id AND c.request_id = o.request_id AND c.state NOT IN ('completed', 'cancelled', 'refused')))
GROUP BY o.user_id

-- name: list-lines-answered(status, code, problem, listId, positions)
UPDATE offboarding.list_lines SET status = @status, code = @code, problem = @problem, answered_at = now()
WHERE list_id = @listId AND position = ANY(@positions)

-- name: list-turn(listId)
SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.list/' || @listId::text, 0))

-- name: list-waiting-lines(listId, requestedBy, most)
-- Who asked comes last, if they are in their own list: the others were asked for by somebody who may.
SELECT l.position, l.request_id, l.user_id, l.line,
       (SELECT min(f.position) FROM offboarding.list_lines f WHERE f.list_id = l.list_id AND f.user_id = l.user_id) AS first_position
FROM offboarding.list_lines l
WHERE l.list_id = @listId AND l.status = 'waiting'
ORDER BY l.user_id IS NOT DISTINCT FROM @requestedBy, l.position
LIMIT @most
FOR NO KEY UPDATE OF l

-- name: list-completed(listId)
UPDATE offboarding.lists s SET completed_at = now()
FROM (SELECT count(*) FILTER (WHERE c.state = 'completed')::int AS completed,
             count(*) FILTER (WHERE c.state = 'cancelled')::int AS cancelled,
             count(*) FILTER (WHERE c.state = 'refused' OR (c.id IS NULL AND l.status = 'refused'))::int AS refused,
             count(*) FILTER (WHERE c.id IS NULL AND l.status = 'failed')::int AS failed,
             count(*) FILTER (WHERE c.state NOT IN ('completed', 'refused', 'cancelled')) AS unfinished
      FROM offboarding.list_lines l
      LEFT JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
      WHERE l.list_id = @listId) n
WHERE s.id = @listId AND s.answered_at IS NOT NULL AND s.completed_at IS NULL AND n.unfinished = 0
RETURNING n.completed, n.cancelled, n.refused, n.failed

-- name: list-answered(listId)
UPDATE offboarding.lists s SET answered_at = now()
WHERE s.id = @listId AND s.answered_at IS NULL
  AND NOT EXISTS (SELECT FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'waiting')
RETURNING (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'accepted') AS accepted,
          (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'refused') AS refused,
          (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'failed') AS failed

-- name: list-find(listId)
SELECT l.id, l.workspace_id, l.request_id, l.requested_by, l.for_all, l.people, l.held, now() AS now, l.traceparent FROM offboarding.lists l WHERE l.id = @listId

-- name: workspace-exists(workspaceId)
SELECT EXISTS (SELECT FROM workspace.workspaces WHERE id = @workspaceId)

-- name: lists-to-do()
-- Lists with lines that wait, and those that are answered and whose cases are all over. The first of each
-- workspace come first, in no order, so that none waits behind those of locked workspaces.
SELECT s.id, s.workspace_id, s.answered_at IS NOT NULL AS answered
FROM offboarding.lists s
WHERE s.completed_at IS NULL
  AND (s.answered_at IS NULL
       OR NOT EXISTS (SELECT FROM offboarding.list_lines l
                      JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = l.request_id
                      WHERE l.list_id = s.id AND c.state NOT IN ('completed', 'refused', 'cancelled')))
ORDER BY row_number() OVER (PARTITION BY s.workspace_id ORDER BY s.requested_at), random()
LIMIT 100

-- name: lockouts-due(patience, steps)
-- Departures whose day has come, and steps that end access, whose message has not arrived within the patience. In no order, also before it is cut off: several
-- workers look, and a workspace that is locked, with very many due, must not keep out the others.
SELECT * FROM (
    (SELECT c.id AS case_id, NULL::text AS step, 0::bigint AS slice FROM offboarding.cases c
     WHERE c.state = 'scheduled' AND c.kind = 'deactivate' AND c.due_at <= now() - @patience
       AND (@patience = interval '0' OR (c.nudged_at > c.due_at AND c.nudged_at <= now() - @patience))
     ORDER BY random() LIMIT 100)
    UNION ALL
    (SELECT s.case_id, s.name, s.slice FROM offboarding.steps s
     JOIN offboarding.cases c ON c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
     WHERE s.name = ANY(@steps) AND s.status IN ('ready', 'running') AND s.progress_at <= now() - @patience
     ORDER BY random() LIMIT 100)) due
ORDER BY random()

-- name: preview-time-limit()
SET LOCAL statement_timeout = '15s'

-- name: preview-find(id)
SELECT answer::text FROM offboarding.previews WHERE id = @id

-- name: preview-add(id, WorkspaceId, UserId, RequestId, RequestedBy, fingerprint, answer)
INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer, previewed_at)
VALUES (@id, @WorkspaceId, @UserId, @RequestId, @RequestedBy, @fingerprint, @answer::json, now())

-- name: preview-facts(userId, workspaceId, recipients)
SELECT CASE WHEN w.policies ->> 'warnAboveItems' ~ '^[0-9]{1,9}$' THEN (w.policies ->> 'warnAboveItems')::bigint END AS warn_above,
       CASE WHEN w.policies -> 'removeCompletedTasks' = 'true'::jsonb
            THEN (SELECT count(*) FROM workspace.tasks t
                  WHERE t.workspace_id = w.id AND t.assignee_id = @userId AND t.status = 'completed')
            ELSE 0 END AS completed_tasks
FROM workspace.workspaces w
WHERE w.id = @workspaceId;

SELECT c.user_id, c.due_at, c.reason
FROM offboarding.cases c
WHERE c.workspace_id = @workspaceId AND c.user_id = ANY(@recipients) AND c.state = 'scheduled' AND c.kind = 'deactivate';

-- name: late-last-day-days(WorkspaceId)
SELECT workspace.late_last_day_days(policies) FROM workspace.workspaces WHERE id = @WorkspaceId

-- name: next-owner(caseId)
SELECT next_owner_id FROM offboarding.cases WHERE id = @caseId

-- name: teams-of-leavers(workspaceId, users)
SELECT user_id, team_id FROM workspace.team_members WHERE workspace_id = @workspaceId AND user_id = ANY(@users)
