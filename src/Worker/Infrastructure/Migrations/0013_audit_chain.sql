-- F7: an audit trail in which a changed, missing or reordered entry is found. Each entry of a workspace gets a number and the
-- hash of itself together with the hash before it. This happens when the transaction of the act commits (a deferred trigger):
-- the one row all entries of a workspace have to pass is then locked last and for a moment only, so that no act waits for
-- another one in the middle, and an act that is rolled back leaves no gap.
CREATE TABLE offboarding.audit_chain (
    workspace_id  uuid NOT NULL,
    number      bigint NOT NULL CHECK (number > 0),
    audit_id      bigint NOT NULL UNIQUE REFERENCES offboarding.audit (id),
    previous_hash bytea,
    hash          bytea NOT NULL,
    PRIMARY KEY (workspace_id, number)
);
COMMENT ON TABLE offboarding.audit_chain IS 'The place of each audit entry in its workspace''s chain. Written by a trigger, changed by nobody.';

CREATE TABLE offboarding.audit_heads (
    workspace_id uuid PRIMARY KEY,
    number     bigint NOT NULL DEFAULT 0,
    hash         bytea
);
COMMENT ON TABLE offboarding.audit_heads IS 'The end of each chain. Who keeps a copy of it elsewhere can prove that nothing was rewritten.';

-- Times as microseconds, because the text of a timestamp depends on the session's time zone.
CREATE FUNCTION offboarding.audit_hash(entry offboarding.audit, number bigint, previous bytea) RETURNS bytea
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
        number, entry.workspace_id, entry.case_id, (extract(epoch FROM entry.at) * 1000000)::bigint,
        entry.actor, entry.action, entry.operation_id, entry.details)::text, 'UTF8'))
$$;

CREATE FUNCTION offboarding.chain_audit_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head offboarding.audit_heads;
    sealed bytea;
BEGIN
    INSERT INTO offboarding.audit_heads AS h (workspace_id) VALUES (NEW.workspace_id)
    ON CONFLICT (workspace_id) DO UPDATE SET number = h.number
    RETURNING * INTO head;
    sealed := offboarding.audit_hash(NEW, head.number + 1, head.hash);
    INSERT INTO offboarding.audit_chain (workspace_id, number, audit_id, previous_hash, hash)
    VALUES (NEW.workspace_id, head.number + 1, NEW.id, head.hash, sealed);
    UPDATE offboarding.audit_heads SET number = head.number + 1, hash = sealed WHERE workspace_id = NEW.workspace_id;
    RETURN NULL;
END $$;

-- What was written before there was a chain is taken as it is.
DO $$
DECLARE
    entry offboarding.audit;
    head offboarding.audit_heads;
BEGIN
    FOR entry IN SELECT * FROM offboarding.audit ORDER BY id LOOP
        INSERT INTO offboarding.audit_heads AS h (workspace_id) VALUES (entry.workspace_id)
        ON CONFLICT (workspace_id) DO UPDATE SET number = h.number
        RETURNING * INTO head;
        INSERT INTO offboarding.audit_chain (workspace_id, number, audit_id, previous_hash, hash)
        VALUES (entry.workspace_id, head.number + 1, entry.id, head.hash, offboarding.audit_hash(entry, head.number + 1, head.hash));
        UPDATE offboarding.audit_heads h
        SET number = c.number, hash = c.hash
        FROM offboarding.audit_chain c
        WHERE h.workspace_id = entry.workspace_id AND c.audit_id = entry.id;
    END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER every_entry_is_chained AFTER INSERT ON offboarding.audit
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offboarding.chain_audit_entry();

REVOKE INSERT, UPDATE, DELETE ON offboarding.audit_chain, offboarding.audit_heads FROM offboarding_worker;
REVOKE EXECUTE ON FUNCTION offboarding.chain_audit_entry() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION offboarding.audit_hash(offboarding.audit, bigint, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offboarding.audit_hash(offboarding.audit, bigint, bytea) TO offboarding_worker;
