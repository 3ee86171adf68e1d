-- Seats: how many are in use has one definition, nobody gets past the limit, and each change of the limit says who and why.
CREATE INDEX users_invited ON workspace.users (workspace_id, kind) WHERE status = 'invited';

-- A seat is held by an active full user (A5, C9). Whether an invited one holds it already is the workspace's policy (C11).
CREATE VIEW workspace.seats AS
SELECT w.id AS workspace_id, w.seat_limit, held.in_use, greatest(w.seat_limit - held.in_use, 0) AS free
FROM workspace.workspaces w
CROSS JOIN LATERAL (
    SELECT count(*)::int AS in_use FROM workspace.users u
    WHERE u.workspace_id = w.id AND u.kind = 'full'
      AND (u.status = 'active'
           OR (u.status = 'invited' AND coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false)))) held;

-- Whoever adds or activates a user, also the application around us, takes a seat under the workspace's lock or is refused.
-- A statement, not a row, is counted once: loading a thousand users costs one count for each workspace.
CREATE FUNCTION workspace.refuse_more_users_than_seats() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    concerned uuid[];
    full_up record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT n.workspace_id) INTO concerned
        FROM new_rows n WHERE n.kind = 'full' AND n.status IN ('active', 'invited');
    ELSE
        SELECT array_agg(DISTINCT n.workspace_id) INTO concerned
        FROM new_rows n
        WHERE n.kind = 'full' AND n.status IN ('active', 'invited')
          AND NOT EXISTS (SELECT FROM old_rows o
                          WHERE o.workspace_id = n.workspace_id AND o.id = n.id AND o.kind = 'full' AND o.status IN ('active', n.status));
    END IF;
    IF concerned IS NULL THEN
        RETURN NULL;
    END IF;

    PERFORM FROM workspace.workspaces w WHERE w.id = ANY(concerned) ORDER BY w.id FOR NO KEY UPDATE;
    SELECT s.workspace_id, s.seat_limit, s.in_use INTO full_up
    FROM workspace.seats s WHERE s.workspace_id = ANY(concerned) AND s.in_use > s.seat_limit
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'workspace % has % seats, and % would be in use', full_up.workspace_id, full_up.seat_limit, full_up.in_use
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_more_users_than_seats',
                  HINT = 'Deactivate somebody or raise the seat limit first.';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER no_more_users_than_seats_insert AFTER INSERT ON workspace.users
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_more_users_than_seats();
CREATE TRIGGER no_more_users_than_seats_update AFTER UPDATE ON workspace.users
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_more_users_than_seats();

-- Lowering the limit is its own explicit act (A6), and stops at what is in use. The update itself holds the workspace's lock.
CREATE FUNCTION workspace.refuse_limit_below_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    used integer;
BEGIN
    SELECT s.in_use INTO used FROM workspace.seats s WHERE s.workspace_id = NEW.id;
    IF used > NEW.seat_limit THEN
        RAISE EXCEPTION 'workspace % uses % seats; the limit cannot be %', NEW.id, used, NEW.seat_limit
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_limit_below_use';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER no_limit_below_use AFTER UPDATE OF seat_limit ON workspace.workspaces
    FOR EACH ROW WHEN (NEW.seat_limit < OLD.seat_limit) EXECUTE FUNCTION workspace.refuse_limit_below_use();

REVOKE EXECUTE ON FUNCTION workspace.refuse_more_users_than_seats(), workspace.refuse_limit_below_use() FROM PUBLIC;

CREATE TABLE offboarding.seat_changes (
    workspace_id uuid NOT NULL REFERENCES workspace.workspaces,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    change       text NOT NULL CHECK (change IN ('limit', 'taken', 'released')),
    user_id      uuid,
    from_count   integer NOT NULL,
    to_count     integer NOT NULL,
    changed_by   text NOT NULL,
    reason       text NOT NULL,
    request_id   uuid NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT a_seat_is_somebodys CHECK ((change = 'limit') = (user_id IS NULL))
);
COMMENT ON TABLE offboarding.seat_changes IS 'The ledger of seats: limits that were changed, seats that a request took or released. Written once.';
COMMENT ON COLUMN offboarding.seat_changes.from_count IS 'The limit before; for taken and released the seats in use before.';
COMMENT ON COLUMN offboarding.seat_changes.changed_by IS 'A user''s id or an operator''s name.';
REVOKE UPDATE, DELETE ON offboarding.seat_changes FROM offboarding_worker;
