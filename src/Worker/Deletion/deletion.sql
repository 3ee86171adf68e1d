-- name: start-deletion(WorkspaceId, UserId, caseId, attempts, names, phases)
-- The row of the user keeps the id, and who stands in for them in work that reopens.
UPDATE workspace.users
SET status = 'deleted', name = 'Deleted user', email = 'deleted-' || id || '@deleted.invalid', password_hash = NULL
WHERE workspace_id = @WorkspaceId AND id = @UserId;

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @caseId, s.name, s.phase, @attempts FROM unnest(@names::text[], @phases::int[]) AS s (name, phase);

-- name: deletion-facts(userId, workspaceId)
SELECT now() AS now, u.status, u.id IS NOT NULL AND w.account_owner_id IS NOT DISTINCT FROM u.id AS owns_account,
       (SELECT h.placed_at FROM offboarding.legal_holds h
        WHERE h.workspace_id = w.id AND h.user_id = u.id AND h.lifted_at IS NULL) AS held_since,
       (SELECT r.until FROM workspace.retention r WHERE r.workspace_id = w.id AND r.user_id = u.id) AS retention_until,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = u.id AND c.kind = 'delete'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS deletion,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND u.id IN (c.user_id, c.gives_to) AND c.kind <> 'delete'
          AND c.state NOT IN ('scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM workspace.workspaces w
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = @userId
WHERE w.id = @workspaceId

-- name: count-kept-access(WorkspaceId, UserId)
SELECT (SELECT count(*) FROM workspace.sessions WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.api_tokens WHERE workspace_id = @WorkspaceId AND user_id = @UserId)

-- name: erase-access(WorkspaceId, UserId, BatchSize)
WITH sessions AS (
    DELETE FROM workspace.sessions s
    USING (SELECT id FROM workspace.sessions WHERE workspace_id = @WorkspaceId AND user_id = @UserId
           ORDER BY id LIMIT @BatchSize FOR UPDATE) kept
    WHERE s.workspace_id = @WorkspaceId AND s.id = kept.id
    RETURNING s.id),
tokens AS (
    DELETE FROM workspace.api_tokens t
    USING (SELECT id FROM workspace.api_tokens WHERE workspace_id = @WorkspaceId AND user_id = @UserId
           ORDER BY id LIMIT @BatchSize FOR UPDATE) kept
    WHERE t.workspace_id = @WorkspaceId AND t.id = kept.id
    RETURNING t.id)
SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM tokens)

-- name: count-memberships(WorkspaceId, UserId)
SELECT (SELECT count(*) FROM workspace.team_members WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @UserId)
     + (SELECT count(*) FROM workspace.contacts WHERE workspace_id = @WorkspaceId AND @UserId IN (account_id, former_account_id))

-- name: erase-memberships(WorkspaceId, UserId)
WITH teams AS (
    DELETE FROM workspace.team_members WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
roles AS (
    DELETE FROM workspace.user_roles WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
permissions AS (
    DELETE FROM workspace.user_permissions WHERE workspace_id = @WorkspaceId AND user_id = @UserId RETURNING 1),
contacts AS (
    UPDATE workspace.contacts
    SET account_id = nullif(account_id, @UserId), former_account_id = nullif(former_account_id, @UserId)
    WHERE workspace_id = @WorkspaceId AND @UserId IN (account_id, former_account_id)
    RETURNING 1)
SELECT (SELECT count(*) FROM teams) + (SELECT count(*) FROM roles) + (SELECT count(*) FROM permissions) + (SELECT count(*) FROM contacts)

-- name: what-is-erased(CaseId)
SELECT erases FROM offboarding.cases WHERE id = @CaseId

-- name: erase-traces(email, name, WorkspaceId, workspace, BatchSize, UserId, CaseId)
-- What names the person in the tables that are small, or that an index leads into: see erase-messages.
WITH edited AS (
    UPDATE offboarding.message_edits e
    SET original_body = convert_to('erased', 'UTF8'), original_content_type = 'text/plain', body = convert_to('erased', 'UTF8'), errors = '[]', reason = 'erased',
        erased_at = now()
    FROM (SELECT m.id FROM offboarding.message_edits m
          CROSS JOIN LATERAL (SELECT encode(m.original_body || m.body || convert_to(concat_ws(' ', '', m.errors::text, m.reason), 'UTF8'), 'escape')) said (text)
          WHERE m.erased_at IS NULL
            AND (said.text ~* @email OR (said.text ~ @name AND (m.workspace_id = @WorkspaceId OR position(@workspace IN said.text) > 0)))
          ORDER BY m.id LIMIT @BatchSize FOR NO KEY UPDATE OF m) found
    WHERE e.id = found.id
    RETURNING 1),
previewed AS (
    DELETE FROM offboarding.previews p
    USING (SELECT v.id FROM offboarding.previews v
           CROSS JOIN LATERAL (SELECT encode(convert_to(v.answer::text, 'UTF8'), 'escape')) said (text)
           WHERE v.workspace_id = @WorkspaceId AND (said.text ~ @name OR said.text ~* @email)
           ORDER BY v.id LIMIT @BatchSize FOR UPDATE OF v) found
    WHERE p.id = found.id
    RETURNING 1),
invited AS (
    UPDATE workspace.invitations SET email = 'deleted'
    WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND email <> 'deleted'
    RETURNING 1),
held AS (
    UPDATE offboarding.legal_holds SET reason = 'erased', lift_reason = 'erased'
    WHERE workspace_id = @WorkspaceId AND lifted_at IS NOT NULL AND (reason, lift_reason) <> ('erased', 'erased')
      AND (user_id = @UserId OR encode(convert_to(concat_ws(' ', reason, lift_reason), 'UTF8'), 'escape') ~ @name OR encode(convert_to(concat_ws(' ', reason, lift_reason), 'UTF8'), 'escape') ~* @email)
    RETURNING 1),
attempted AS (
    UPDATE offboarding.step_attempts t SET message = 'Erased: it named a user who was deleted.', stack = NULL
    FROM (SELECT e.case_id, e.step, e.attempt FROM offboarding.step_attempts e
          WHERE e.workspace_id = @WorkspaceId AND (encode(convert_to(concat_ws(' ', e.message, e.stack), 'UTF8'), 'escape') ~ @name OR encode(convert_to(concat_ws(' ', e.message, e.stack), 'UTF8'), 'escape') ~* @email)
          LIMIT @BatchSize FOR NO KEY UPDATE OF e) found
    WHERE t.workspace_id = @WorkspaceId AND t.case_id = found.case_id AND t.step = found.step AND t.attempt = found.attempt
    RETURNING 1),
failed AS (
    UPDATE offboarding.steps SET last_error = 'Erased: it named a user who was deleted.'
    WHERE workspace_id = @WorkspaceId AND case_id <> @CaseId AND (encode(convert_to(last_error, 'UTF8'), 'escape') ~ @name OR encode(convert_to(last_error, 'UTF8'), 'escape') ~* @email)
    RETURNING 1),
approved AS (
    UPDATE offboarding.approvals SET comment = 'erased' WHERE workspace_id = @WorkspaceId AND (encode(convert_to(comment, 'UTF8'), 'escape') ~ @name OR encode(convert_to(comment, 'UTF8'), 'escape') ~* @email) RETURNING 1),
cancelled AS (
    UPDATE offboarding.returns SET cancelled_why = 'erased' WHERE workspace_id = @WorkspaceId AND (encode(convert_to(cancelled_why, 'UTF8'), 'escape') ~ @name OR encode(convert_to(cancelled_why, 'UTF8'), 'escape') ~* @email) RETURNING 1),
-- What is wrong with a line quotes it. A line that is still to be read stays as it is.
listed AS (
    UPDATE offboarding.list_lines l SET line = '{}', problem = CASE WHEN l.problem IS NOT NULL THEN 'Erased: it named a user who was deleted.' END
    FROM (SELECT n.list_id, n.position FROM offboarding.list_lines n
          CROSS JOIN LATERAL (SELECT encode(convert_to(concat_ws(' ', n.line, n.problem), 'UTF8'), 'escape')) said (text)
          WHERE n.workspace_id = @WorkspaceId AND n.status <> 'waiting' AND (said.text ~ @name OR said.text ~* @email)
          LIMIT @BatchSize FOR NO KEY UPDATE OF n) found
    WHERE l.list_id = found.list_id AND l.position = found.position
    RETURNING 1),
planned AS (
    UPDATE offboarding.saved_plans SET name = 'erased ' || id WHERE workspace_id = @WorkspaceId AND (encode(convert_to(name, 'UTF8'), 'escape') ~ @name OR encode(convert_to(name, 'UTF8'), 'escape') ~* @email) RETURNING 1),
asked AS (
    UPDATE offboarding.operations o SET why = 'erased'
    WHERE encode(convert_to(o.why, 'UTF8'), 'escape') ~* @email
       OR (encode(convert_to(o.why, 'UTF8'), 'escape') ~ @name AND EXISTS (SELECT FROM offboarding.operation_items i WHERE i.operation_id = o.id AND i.workspace_id = @WorkspaceId))
    RETURNING 1),
kept AS (
    UPDATE offboarding.saved_views SET name = 'erased ' || id WHERE encode(convert_to(name, 'UTF8'), 'escape') ~ @name OR encode(convert_to(name, 'UTF8'), 'escape') ~* @email RETURNING 1),
counted (rows) AS (
    VALUES ((SELECT count(*) FROM edited)), ((SELECT count(*) FROM previewed)), ((SELECT count(*) FROM invited)), ((SELECT count(*) FROM held)), ((SELECT count(*) FROM attempted)), ((SELECT count(*) FROM failed)),
           ((SELECT count(*) FROM approved)), ((SELECT count(*) FROM cancelled)), ((SELECT count(*) FROM planned)), ((SELECT count(*) FROM kept)), ((SELECT count(*) FROM listed)), ((SELECT count(*) FROM asked)))
SELECT sum(rows)::bigint, max(rows) FROM counted

-- name: erase-messages(after, portion, WorkspaceId, name, email, workspace)
-- Whatever names the person, by address in any case of letters or by the whole name as it is written, is emptied as a whole: what
-- else such a message says cannot be told from the person. The rows stay, with ids, codes and times. A message that could not be read
-- belongs to no workspace, nor does a refused one that names none or one that does not exist: the name counts there only together with the workspace's id.
-- There may be millions, and reading them is the work: so a portion at a time, from the oldest on, as many of each table as @portion or a few more of the
-- same moment. Answers how many were erased and up to when this portion went, in microseconds since 1970; null: to the end.
WITH nth AS (
    SELECT min(t) AS at FROM (
        (SELECT f.refused_at FROM offboarding.refusals f WHERE f.refused_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY f.refused_at OFFSET @portion LIMIT 1)
        UNION ALL
        (SELECT m.parked_at FROM offboarding.parked_messages m WHERE m.parked_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY m.parked_at OFFSET @portion LIMIT 1)
        UNION ALL
        (SELECT w.answered_at FROM offboarding.answers w WHERE w.answered_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY w.answered_at OFFSET @portion LIMIT 1)) each (t)),
portion AS MATERIALIZED (SELECT to_timestamp(0) + @after * interval '1 microsecond' AS after, coalesce(at, 'infinity') AS upto FROM nth),
refused AS (
    UPDATE offboarding.refusals r
    SET message = 'Erased: it named a user who was deleted.', help = 'There is nothing to do.', errors = '[]', earlier = '[]',
        body = convert_to('erased', 'UTF8'), content_type = 'text/plain', erased_at = now(),
        discard_reason = CASE WHEN r.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT f.id FROM portion, offboarding.refusals f
          CROSS JOIN LATERAL (SELECT encode(f.body || convert_to(concat_ws(' ', '', f.message, f.help, f.errors::text, f.earlier::text, f.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE f.refused_at > portion.after AND f.refused_at <= portion.upto
            AND f.erased_at IS NULL
            AND ((f.workspace_id = @WorkspaceId AND (said.text ~ @name OR said.text ~* @email))
                 OR ((f.workspace_id IS NULL OR NOT EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = f.workspace_id))
                     AND (said.text ~* @email OR (position(@workspace IN said.text) > 0 AND said.text ~ @name))))
          ORDER BY f.id FOR NO KEY UPDATE OF f) found
    WHERE r.id = found.id
    RETURNING 1),
parked AS (
    UPDATE offboarding.parked_messages p
    SET error = 'Erased: it named a user who was deleted.', headers = '{}', body = convert_to('erased', 'UTF8'), content_type = 'text/plain',
        erased_at = now(), discard_reason = CASE WHEN p.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT m.id FROM portion, offboarding.parked_messages m
          CROSS JOIN LATERAL (SELECT encode(m.body || convert_to(concat_ws(' ', '', m.error, m.headers::text, m.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE m.parked_at > portion.after AND m.parked_at <= portion.upto
            AND m.erased_at IS NULL AND (said.text ~* @email OR (position(@workspace IN said.text) > 0 AND said.text ~ @name))
          ORDER BY m.id FOR NO KEY UPDATE OF m) found
    WHERE p.id = found.id
    RETURNING 1),
answered AS (
    UPDATE offboarding.answers a SET events = '[]'
    FROM (SELECT w.request_id FROM portion, offboarding.answers w
          CROSS JOIN LATERAL (SELECT encode(convert_to(w.events::text, 'UTF8'), 'escape')) said (text)
          WHERE w.answered_at > portion.after AND w.answered_at <= portion.upto
            AND w.workspace_id = @WorkspaceId AND (said.text ~ @name OR said.text ~* @email)
          ORDER BY w.request_id FOR NO KEY UPDATE OF w) found
    WHERE a.workspace_id = @WorkspaceId AND a.request_id = found.request_id
    RETURNING 1)
SELECT (SELECT count(*) FROM refused) + (SELECT count(*) FROM parked) + (SELECT count(*) FROM answered),
       (SELECT (extract(epoch FROM at) * 1000000)::bigint FROM nth)

-- name: legal-hold-facts(workspaceId, userId)
-- The lock makes a batch that removes something of the person wait, or be waited for.
SELECT u.status,
       (SELECT h.id FROM offboarding.legal_holds h
        WHERE h.workspace_id = u.workspace_id AND h.user_id = u.id AND h.lifted_at IS NULL) AS hold_id
FROM workspace.users u
WHERE u.workspace_id = @workspaceId AND u.id = @userId
FOR NO KEY UPDATE OF u

-- name: lift-legal-hold(RequestedBy, Reason, WorkspaceId, hold)
UPDATE offboarding.legal_holds SET lifted_by = @RequestedBy, lifted_at = now(), lift_reason = @Reason
WHERE workspace_id = @WorkspaceId AND id = @hold

-- name: forget(what, keep, after, most)
SELECT forgotten, upto FROM offboarding.forget(@what, @keep, @after, @most)

-- name: forget-audit(keep, after, most)
-- Null: from the trail of no workspace on, whose id is the smallest there is.
SELECT workspace, forgotten FROM offboarding.forget_audit(@keep, @after::uuid, @most)

-- name: place-legal-hold(WorkspaceId, hold, UserId, Reason, RequestedBy)
INSERT INTO offboarding.legal_holds (workspace_id, id, user_id, reason, placed_by) VALUES (@WorkspaceId, @hold, @UserId, @Reason, @RequestedBy)
