-- An entry of the audit trail is about a person also where no case is: a hold that was placed, a refusal, an invitation, a command that an operator sent. They have the
-- person's id in their details, and were deleted although the person was held, with the entry about the hold itself.
CREATE OR REPLACE FUNCTION offboarding.forget_audit(keep interval, after uuid, most integer, OUT workspace uuid, OUT forgotten bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before timestamptz := now() - greatest(keep, interval '365 days');
    head offboarding.audit_heads;
    through bigint;
    sealed bytea;
BEGIN
    forgotten := 0;
    SELECT h.* INTO head FROM offboarding.audit_heads h WHERE after IS NULL OR h.workspace_id > after ORDER BY h.workspace_id LIMIT 1;
    workspace := head.workspace_id;
    SELECT max(o.number) FILTER (WHERE o.goes) INTO through FROM (
        SELECT e.number, bool_and(e.at < before AND NOT e.held) OVER (ORDER BY e.number) AS goes FROM (
            SELECT c.number, a.at,
                   (k.id IS NOT NULL AND offboarding.is_held(k.workspace_id, k.user_id))
                   OR EXISTS (SELECT FROM unnest(ARRAY[a.details ->> 'userId', a.details ->> 'user', a.details ->> 'nextOwner', a.details ->> 'givesTo']) said (person)
                              WHERE CASE WHEN said.person ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                                         THEN offboarding.is_held(a.workspace_id, said.person::uuid) END) AS held
            FROM offboarding.audit_chain c
            JOIN offboarding.audit a ON a.id = c.audit_id
            LEFT JOIN offboarding.cases k ON k.workspace_id = a.workspace_id AND k.id = a.case_id
            WHERE c.workspace_id = head.workspace_id AND c.number > head.forgotten
            ORDER BY c.number LIMIT most) e) o;
    SELECT c.hash INTO sealed FROM offboarding.audit_chain c WHERE c.workspace_id = head.workspace_id AND c.number = through;
    WITH unchained AS (
        DELETE FROM offboarding.audit_chain c WHERE c.workspace_id = head.workspace_id AND c.number <= through RETURNING c.audit_id)
    DELETE FROM offboarding.audit a USING unchained u WHERE a.id = u.audit_id;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    IF forgotten > 0 THEN
        UPDATE offboarding.audit_heads h SET forgotten = through, forgotten_hash = sealed WHERE h.workspace_id = head.workspace_id;
        INSERT INTO offboarding.audit (workspace_id, actor, action, details)
        VALUES (head.workspace_id, 'offboarding', 'audit-forgotten',
                jsonb_build_object('entries', forgotten, 'through', through, 'hash', encode(sealed, 'hex'), 'olderThan', before));
    END IF;
END $$;

-- part
-- Whether a row is, or may be, about somebody under legal hold. One without a person may be about anybody of its workspace; one without a workspace, or of one that does not
-- exist, about anybody.
CREATE FUNCTION offboarding.may_be_held(workspace uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN CASE
        WHEN NOT EXISTS (SELECT FROM workspace.workspaces w WHERE w.id = workspace) THEN EXISTS (SELECT FROM offboarding.legal_holds h WHERE h.lifted_at IS NULL)
        WHEN person IS NULL THEN EXISTS (SELECT FROM offboarding.legal_holds h WHERE h.workspace_id = workspace AND h.lifted_at IS NULL)
        ELSE offboarding.is_held(workspace, person) END;
REVOKE EXECUTE ON FUNCTION offboarding.may_be_held(uuid, uuid) FROM PUBLIC;

-- part
-- Three things that 0095 did not ask: whether an answer or a refusal without a person may be about somebody who is held; whether a message was emptied by a deletion, after which nobody
-- replays or discards it; and whether an undo that is kept names the case among several.
CREATE OR REPLACE FUNCTION offboarding.forget(what text, keep interval, after timestamptz, most integer, OUT forgotten bigint, OUT upto timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before timestamptz := now() - greatest(keep, interval '30 days');
    source text;
    moment text;
    gone uuid[];
BEGIN
    SELECT k.source, k.moment INTO source, moment
    FROM (VALUES ('attempts', 'cases', 'requested_at'),
                 ('job-actions', 'job_actions', 'asked_at'),
                 ('cases', 'cases', 'requested_at'),
                 ('answers', 'answers', 'answered_at'),
                 ('refusals', 'refusals', 'refused_at'),
                 ('dead-letters', 'parked_messages', 'parked_at'),
                 ('message-edits', 'message_edits', 'edited_at'),
                 ('access-log', 'access_log', 'at'),
                 ('previews', 'previews', 'previewed_at'),
                 ('operations', 'operations', 'frozen_at'),
                 ('lists', 'lists', 'requested_at'),
                 ('approvals', 'approvals', 'opened_at')) AS k (what, source, moment)
    WHERE k.what = forget.what;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing is forgotten of %', what USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('SELECT max(p.at) FROM (SELECT %1$I AS at FROM offboarding.%2$I WHERE %1$I > $1 AND %1$I < $2 ORDER BY %1$I LIMIT $3) p', moment, source)
    INTO upto USING after, before, most;

    IF what = 'attempts' THEN
        DELETE FROM offboarding.step_attempts a USING offboarding.cases c
        WHERE c.requested_at > after AND c.requested_at <= upto AND c.state IN ('completed', 'refused', 'cancelled')
          AND a.workspace_id = c.workspace_id AND a.case_id = c.id AND a.failed_at < before
          AND NOT offboarding.is_held(c.workspace_id, c.user_id);
    ELSIF what = 'job-actions' THEN
        DELETE FROM offboarding.job_actions j WHERE j.asked_at > after AND j.asked_at <= upto;
    ELSIF what = 'cases' THEN
        -- The newest case of somebody who is gone says what becomes of work that turns up later (F5), so it stays until the person is deleted.
        SELECT array_agg(f.id) INTO gone FROM (
            SELECT c.id FROM offboarding.cases c
            JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
            WHERE c.requested_at > after AND c.requested_at <= upto AND c.state IN ('completed', 'refused', 'cancelled')
              AND greatest(c.requested_at, c.due_at, c.completed_at, c.cancelled_at) < before
              AND NOT offboarding.is_held(c.workspace_id, c.user_id)
              AND (u.status = 'deleted' OR c.state <> 'completed' OR EXISTS (
                  SELECT FROM offboarding.cases newer WHERE newer.workspace_id = c.workspace_id AND newer.user_id = c.user_id
                     AND newer.requested_at > c.requested_at AND newer.state = 'completed' AND newer.kind = 'deactivate'))
              AND NOT EXISTS (SELECT FROM offboarding.cases o WHERE o.workspace_id = c.workspace_id AND o.undoes = c.id)
              AND NOT EXISTS (SELECT FROM offboarding.cases o WHERE o.workspace_id = c.workspace_id AND o.undoes_also IS NOT NULL AND c.id = ANY (o.undoes_also))
              AND NOT EXISTS (SELECT FROM offboarding.cases o WHERE o.workspace_id = c.workspace_id AND o.user_id = c.user_id
                                 AND o.state NOT IN ('completed', 'refused', 'cancelled'))
              AND NOT EXISTS (SELECT FROM offboarding.returns r WHERE r.case_id = c.id AND r.ended_at IS NULL)
            FOR UPDATE OF c SKIP LOCKED) f;
        INSERT INTO offboarding.audit (workspace_id, actor, action, details)
        SELECT c.workspace_id, 'offboarding', 'cases-forgotten', jsonb_build_object('cases', count(*), 'olderThan', before)
        FROM offboarding.cases c WHERE c.id = ANY (gone) GROUP BY c.workspace_id;
        INSERT INTO offboarding.ledger_forgotten (workspace_id, id, digest)
        SELECT h.workspace_id, h.id, offboarding.ledger_digest(h) FROM offboarding.handover h WHERE h.case_id = ANY (gone);
        DELETE FROM offboarding.jobs j WHERE j.subject = ANY (gone) AND j.what IN ('step', 'last-day', 'deletion', 'return');
        DELETE FROM offboarding.step_attempts WHERE case_id = ANY (gone);
        DELETE FROM offboarding.step_recipients WHERE case_id = ANY (gone);
        DELETE FROM offboarding.undo_leftovers WHERE case_id = ANY (gone);
        DELETE FROM offboarding.handover WHERE case_id = ANY (gone);
        DELETE FROM offboarding.returns WHERE case_id = ANY (gone);
        DELETE FROM offboarding.case_sums WHERE case_id = ANY (gone);
        DELETE FROM offboarding.steps WHERE case_id = ANY (gone);
        DELETE FROM offboarding.cases WHERE id = ANY (gone);
    ELSIF what = 'answers' THEN
        DELETE FROM offboarding.answers a
        WHERE a.answered_at > after AND a.answered_at <= upto AND NOT offboarding.may_be_held(a.workspace_id, a.user_id);
    ELSIF what = 'refusals' THEN
        -- Never one that nobody has dealt with. Nobody has to deal with one that a deletion emptied: nothing is left to replay.
        DELETE FROM offboarding.refusals r
        WHERE r.refused_at > after AND r.refused_at <= upto AND greatest(r.replayed_at, r.discarded_at, r.erased_at) < before
          AND NOT offboarding.may_be_held(r.workspace_id, r.user_id)
          AND NOT EXISTS (SELECT FROM offboarding.answers a WHERE a.refusal_id = r.id);
    ELSIF what = 'dead-letters' THEN
        -- Whom one is about cannot be told: while anybody is under legal hold all of them are kept.
        DELETE FROM offboarding.parked_messages p
        WHERE p.parked_at > after AND p.parked_at <= upto AND greatest(p.replayed_at, p.discarded_at, p.erased_at) < before
          AND NOT EXISTS (SELECT FROM offboarding.legal_holds h WHERE h.lifted_at IS NULL);
    ELSIF what = 'message-edits' THEN
        -- Who sent the request of a case that is kept is known from it.
        DELETE FROM offboarding.message_edits e
        WHERE e.edited_at > after AND e.edited_at <= upto
          AND NOT EXISTS (SELECT FROM offboarding.refusals r WHERE r.id = e.message_id)
          AND NOT EXISTS (SELECT FROM offboarding.parked_messages p WHERE p.id = e.message_id)
          AND NOT EXISTS (SELECT FROM offboarding.cases c WHERE c.workspace_id = e.workspace_id AND c.request_id = e.request_id)
          AND NOT EXISTS (SELECT FROM offboarding.legal_holds h WHERE h.lifted_at IS NULL);
    ELSIF what = 'access-log' THEN
        DELETE FROM offboarding.access_log l WHERE l.at > after AND l.at <= upto;
    ELSIF what = 'previews' THEN
        DELETE FROM offboarding.previews p
        WHERE p.previewed_at > after AND p.previewed_at <= upto AND NOT offboarding.is_held(p.workspace_id, p.user_id);
    ELSIF what = 'operations' THEN
        DELETE FROM offboarding.operations o
        WHERE o.frozen_at > after AND o.frozen_at <= upto AND o.ended_at < before
          AND NOT EXISTS (SELECT FROM offboarding.operation_items i JOIN offboarding.cases c ON c.id = i.case_id
                          WHERE i.operation_id = o.id AND offboarding.is_held(c.workspace_id, c.user_id));
    ELSIF what = 'lists' THEN
        SELECT array_agg(l.id) INTO gone FROM offboarding.lists l
        WHERE l.requested_at > after AND l.requested_at <= upto AND l.completed_at < before
          AND NOT EXISTS (SELECT FROM offboarding.list_lines n WHERE n.list_id = l.id AND offboarding.is_held(n.workspace_id, n.user_id))
          AND NOT EXISTS (SELECT FROM offboarding.approvals a WHERE a.workspace_id = l.workspace_id AND a.list_id = l.id);
        DELETE FROM offboarding.list_lines WHERE list_id = ANY (gone);
        DELETE FROM offboarding.lists WHERE id = ANY (gone);
    ELSIF what = 'approvals' THEN
        DELETE FROM offboarding.approvals a
        WHERE a.opened_at > after AND a.opened_at <= upto AND a.decided_at < before
          AND NOT EXISTS (SELECT FROM offboarding.cases c WHERE c.workspace_id = a.workspace_id AND c.approval_id = a.id);
    END IF;

    -- Of the last statement, which is the one that counts: its rows are what was asked for, the others are parts of them.
    GET DIAGNOSTICS forgotten = ROW_COUNT;
END $$;
