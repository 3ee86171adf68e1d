-- What names the person in the tables that are small, or that an index leads into: see erase-messages.sql.
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
planned AS (
    UPDATE offboarding.saved_plans SET name = 'erased ' || id WHERE workspace_id = @WorkspaceId AND (encode(convert_to(name, 'UTF8'), 'escape') ~ @name OR encode(convert_to(name, 'UTF8'), 'escape') ~* @email) RETURNING 1),
kept AS (
    UPDATE offboarding.saved_views SET name = 'erased ' || id WHERE encode(convert_to(name, 'UTF8'), 'escape') ~* @email RETURNING 1),
counted (rows) AS (
    VALUES ((SELECT count(*) FROM edited)), ((SELECT count(*) FROM previewed)), ((SELECT count(*) FROM invited)), ((SELECT count(*) FROM held)), ((SELECT count(*) FROM attempted)), ((SELECT count(*) FROM failed)),
           ((SELECT count(*) FROM approved)), ((SELECT count(*) FROM cancelled)), ((SELECT count(*) FROM planned)), ((SELECT count(*) FROM kept)))
SELECT sum(rows)::bigint, max(rows) FROM counted
