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
