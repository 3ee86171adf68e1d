-- Deleting a person for ever (D8 to D10), what stands against it, and why an id is never anybody else's (B5, B7).
ALTER TABLE offboarding.cases
    DROP CONSTRAINT cases_kind_check,
    ADD CONSTRAINT cases_kind_check CHECK (kind IN ('deactivate', 'reassign', 'undo', 'delete')),
    ADD CONSTRAINT a_deletion_has_a_reason CHECK (kind <> 'delete' OR reason IS NOT NULL),
    ADD COLUMN erases text[] CHECK (erases IS NULL OR kind = 'delete');
COMMENT ON COLUMN offboarding.cases.user_id IS 'Who leaves or is deleted; of a reassign or an undo: whose work was or is to be handed over.';
COMMENT ON COLUMN offboarding.cases.erases IS 'Of a deletion that has started: name and address, until every trace of them is erased; null when it is completed.';

CREATE TABLE offboarding.legal_holds (
    workspace_id uuid NOT NULL,
    id           uuid NOT NULL,
    user_id      uuid NOT NULL,
    reason       text NOT NULL CHECK (reason <> ''),
    placed_by    uuid NOT NULL,
    placed_at    timestamptz NOT NULL DEFAULT now(),
    lifted_by    uuid,
    lifted_at    timestamptz,
    lift_reason  text,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users (workspace_id, id),
    FOREIGN KEY (workspace_id, placed_by) REFERENCES workspace.users (workspace_id, id),
    FOREIGN KEY (workspace_id, lifted_by) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT a_lifted_hold_says_who_and_why CHECK (num_nulls(lifted_by, lifted_at, lift_reason) IN (0, 3))
);
COMMENT ON TABLE offboarding.legal_holds IS 'Whose data is not deleted, whatever else is asked (F10); lifted ones stay as evidence.';
CREATE UNIQUE INDEX legal_holds_open ON offboarding.legal_holds (workspace_id, user_id) WHERE lifted_at IS NULL;
REVOKE DELETE ON offboarding.legal_holds FROM offboarding_worker;

-- D10: until when somebody who left has to be kept. One definition for the rule and for whoever looks.
CREATE VIEW workspace.retention AS
SELECT u.workspace_id, u.id AS user_id, u.sign_in_closed_at + policy.days * interval '24 hours' AS until
FROM workspace.users u
JOIN workspace.workspaces w ON w.id = u.workspace_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN jsonb_typeof(w.policies -> 'retentionDays') = 'number'
                THEN least(greatest((w.policies ->> 'retentionDays')::numeric, 0), 36500)::float8 ELSE 0 END AS days) policy
WHERE u.status = 'inactive';

-- What was erased is not sent again.
ALTER TABLE offboarding.refusals ADD COLUMN erased_at timestamptz;
ALTER TABLE offboarding.parked_messages ADD COLUMN erased_at timestamptz;
COMMENT ON COLUMN offboarding.refusals.erased_at IS 'When the text and the body were erased, because they named somebody who was deleted (D8).';
COMMENT ON COLUMN offboarding.parked_messages.erased_at IS 'When headers and body were erased, because they named somebody who was deleted (D8).';

-- B5, B7: an id is one person's for ever. Somebody active may get another name (people marry); whoever has left may not, so
-- nobody takes over a leaver's user by renaming it. A tombstone stays a tombstone, and a row is never removed. Also for the
-- application around us, which is why it is a trigger.
CREATE FUNCTION workspace.keep_identities() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'user % is kept for ever; a deletion leaves the row with its id', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_user_is_kept_for_ever', HINT = 'Send DeleteUserRequested.';
    END IF;
    IF (NEW.workspace_id, NEW.id) <> (OLD.workspace_id, OLD.id) THEN
        RAISE EXCEPTION 'user % cannot get another id', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_identity_is_recycled';
    END IF;
    IF OLD.status = 'deleted' AND (NEW.status <> 'deleted'
        OR (NEW.name <> OLD.name AND NEW.name <> 'Deleted user')
        OR (NEW.email <> OLD.email AND NEW.email <> 'deleted-' || OLD.id || '@deleted.invalid')
        OR (NEW.password_hash IS NOT NULL AND NEW.password_hash IS DISTINCT FROM OLD.password_hash)) THEN
        RAISE EXCEPTION 'user % was deleted and stays so', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_identity_is_recycled', HINT = 'Invite the person as a new user.';
    END IF;
    IF OLD.status = 'inactive' AND NEW.status <> 'deleted' AND (NEW.name, NEW.email) IS DISTINCT FROM (OLD.name, OLD.email) THEN
        RAISE EXCEPTION 'user % is inactive and cannot become somebody else', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_identity_is_recycled',
                  HINT = 'Add a new user for a new person; the seat is free.';
    END IF;
    IF OLD.status <> 'deleted' AND NEW.status = 'deleted' AND EXISTS (
        SELECT FROM offboarding.legal_holds h WHERE h.workspace_id = OLD.workspace_id AND h.user_id = OLD.id AND h.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'user % is under legal hold and cannot be deleted', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_held_user_is_not_deleted';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER an_identity_is_kept BEFORE UPDATE ON workspace.users
    FOR EACH ROW WHEN (OLD.status IN ('inactive', 'deleted') OR NEW.status = 'deleted' OR (NEW.workspace_id, NEW.id) <> (OLD.workspace_id, OLD.id))
    EXECUTE FUNCTION workspace.keep_identities();
CREATE TRIGGER a_row_is_kept BEFORE DELETE ON workspace.users FOR EACH ROW EXECUTE FUNCTION workspace.keep_identities();
REVOKE EXECUTE ON FUNCTION workspace.keep_identities() FROM PUBLIC;
