-- Whatever names the person, by address in any case of letters or by the whole name as it is written, is emptied as a whole: what
-- else such a message says cannot be told from the person. The rows stay, with ids, codes and times. A message that could not be read
-- belongs to no workspace: the name counts there only together with the workspace's id.
WITH refused AS (
    UPDATE offboarding.refusals r
    SET message = 'Erased: it named a user who was deleted.', help = 'There is nothing to do.', errors = '[]', earlier = '[]',
        body = convert_to('erased', 'UTF8'), content_type = 'text/plain', erased_at = now(),
        discard_reason = CASE WHEN r.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT f.id FROM offboarding.refusals f
          CROSS JOIN LATERAL (SELECT encode(f.body || convert_to(concat_ws(' ', '', f.message, f.help, f.errors::text, f.earlier::text, f.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE f.workspace_id = @WorkspaceId AND f.erased_at IS NULL AND (said.text ~ @name OR said.text ~* @email)
          ORDER BY f.id LIMIT @BatchSize FOR NO KEY UPDATE OF f) found
    WHERE r.id = found.id
    RETURNING 1),
parked AS (
    UPDATE offboarding.parked_messages p
    SET error = 'Erased: it named a user who was deleted.', headers = '{}', body = convert_to('erased', 'UTF8'), content_type = 'text/plain',
        erased_at = now(), discard_reason = CASE WHEN p.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT m.id FROM offboarding.parked_messages m
          CROSS JOIN LATERAL (SELECT encode(m.body || convert_to(concat_ws(' ', '', m.error, m.headers::text, m.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE m.erased_at IS NULL AND (said.text ~* @email OR (said.text ~ @name AND position(@workspace IN said.text) > 0))
          ORDER BY m.id LIMIT @BatchSize FOR NO KEY UPDATE OF m) found
    WHERE p.id = found.id
    RETURNING 1),
edited AS (
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
answered AS (
    UPDATE offboarding.answers a SET events = '[]'
    FROM (SELECT w.request_id FROM offboarding.answers w
          CROSS JOIN LATERAL (SELECT encode(convert_to(w.events::text, 'UTF8'), 'escape')) said (text)
          WHERE w.workspace_id = @WorkspaceId AND (said.text ~ @name OR said.text ~* @email)
          ORDER BY w.request_id LIMIT @BatchSize FOR NO KEY UPDATE OF w) found
    WHERE a.workspace_id = @WorkspaceId AND a.request_id = found.request_id
    RETURNING 1),
invited AS (
    UPDATE workspace.invitations SET email = 'deleted'
    WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND email <> 'deleted'
    RETURNING 1),
held AS (
    UPDATE offboarding.legal_holds SET reason = 'erased', lift_reason = 'erased'
    WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND lifted_at IS NOT NULL AND (reason, lift_reason) <> ('erased', 'erased')
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
counted (rows) AS (
    VALUES ((SELECT count(*) FROM refused)), ((SELECT count(*) FROM parked)), ((SELECT count(*) FROM edited)), ((SELECT count(*) FROM previewed)), ((SELECT count(*) FROM answered)),
           ((SELECT count(*) FROM invited)), ((SELECT count(*) FROM held)), ((SELECT count(*) FROM attempted)), ((SELECT count(*) FROM failed)),
           ((SELECT count(*) FROM approved)), ((SELECT count(*) FROM cancelled)))
SELECT sum(rows)::bigint, max(rows) FROM counted
