-- F5: no open item comes to rest on an inactive user. The trigger's arguments are the states in which an item is not open.
-- Whoever is given an item is locked FOR SHARE: an assignment and a deactivation that race are put in an order. Either the
-- deactivation waits and finds the item in its remaining set, or the assignment waits and is refused here.
-- Items that stay with a leaver on purpose (D4) may still be edited: only a row whose assignee changes, or that opens, counts.
-- Editing such an item locks nobody, so a long edit does not delay a lockout.
-- The CTE is materialized: the condition on the status, pushed into a subquery, would lock only who is inactive already.
CREATE FUNCTION workspace.refuse_work_for_inactive_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given uuid[][];
    offending record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(ARRAY[n.workspace_id, n.assignee_id]) INTO given
        FROM (SELECT DISTINCT workspace_id, assignee_id FROM new_rows WHERE status <> ALL (TG_ARGV) AND assignee_id IS NOT NULL) n;
    ELSE
        SELECT array_agg(ARRAY[n.workspace_id, n.assignee_id]) INTO given
        FROM (SELECT DISTINCT workspace_id, assignee_id FROM (
              SELECT workspace_id, assignee_id, id FROM new_rows WHERE status <> ALL (TG_ARGV) AND assignee_id IS NOT NULL
              EXCEPT
              SELECT workspace_id, assignee_id, id FROM old_rows WHERE status <> ALL (TG_ARGV)) changed) n;
    END IF;
    IF given IS NULL THEN
        RETURN NULL;
    END IF;

    WITH locked AS MATERIALIZED (
        SELECT u.workspace_id, u.id, u.status FROM workspace.users u
        WHERE (u.workspace_id, u.id) IN (SELECT given[n][1], given[n][2] FROM generate_subscripts(given, 1) n)
        ORDER BY u.workspace_id, u.id
        FOR SHARE OF u)
    SELECT l.id AS user_id,
           (SELECT min(n.id) FROM new_rows n
            WHERE n.workspace_id = l.workspace_id AND n.assignee_id = l.id AND n.status <> ALL (TG_ARGV)) AS item INTO offending
    FROM locked l
    WHERE l.status IN ('inactive', 'deleted')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'user % is inactive and cannot be given work (% %)', offending.user_id, TG_TABLE_NAME, offending.item
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_open_work_for_inactive_users',
                  HINT = 'Assign it to an active user of the workspace, or to nobody.';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER no_open_work_for_inactive_users_insert AFTER INSERT ON workspace.conversations
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('closed');
CREATE TRIGGER no_open_work_for_inactive_users_update AFTER UPDATE ON workspace.conversations
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('closed');
CREATE TRIGGER no_open_work_for_inactive_users_insert AFTER INSERT ON workspace.contacts
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('deleted');
CREATE TRIGGER no_open_work_for_inactive_users_update AFTER UPDATE ON workspace.contacts
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('deleted');
CREATE TRIGGER no_open_work_for_inactive_users_insert AFTER INSERT ON workspace.leads
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('won', 'lost');
CREATE TRIGGER no_open_work_for_inactive_users_update AFTER UPDATE ON workspace.leads
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('won', 'lost');
CREATE TRIGGER no_open_work_for_inactive_users_insert AFTER INSERT ON workspace.tasks
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('completed');
CREATE TRIGGER no_open_work_for_inactive_users_update AFTER UPDATE ON workspace.tasks
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION workspace.refuse_work_for_inactive_users('completed');

-- A closed item that reopens on an inactive user goes to the successor, or to nobody.
CREATE FUNCTION workspace.redirect_reopened_work() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    owner record;
BEGIN
    SELECT u.status, s.id AS successor INTO owner
    FROM workspace.users u
    LEFT JOIN workspace.users s ON s.workspace_id = u.workspace_id AND s.id = u.successor_id AND s.status = 'active'
    WHERE u.workspace_id = NEW.workspace_id AND u.id = NEW.assignee_id
    FOR SHARE OF u;
    IF owner.status IN ('inactive', 'deleted') THEN
        NEW.assignee_id := owner.successor;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reopened_work_goes_on BEFORE UPDATE ON workspace.conversations
    FOR EACH ROW WHEN (OLD.status IN ('closed') AND NEW.status NOT IN ('closed') AND NEW.assignee_id IS NOT NULL)
    EXECUTE FUNCTION workspace.redirect_reopened_work();
CREATE TRIGGER reopened_work_goes_on BEFORE UPDATE ON workspace.contacts
    FOR EACH ROW WHEN (OLD.status IN ('deleted') AND NEW.status NOT IN ('deleted') AND NEW.assignee_id IS NOT NULL)
    EXECUTE FUNCTION workspace.redirect_reopened_work();
CREATE TRIGGER reopened_work_goes_on BEFORE UPDATE ON workspace.leads
    FOR EACH ROW WHEN (OLD.status IN ('won', 'lost') AND NEW.status NOT IN ('won', 'lost') AND NEW.assignee_id IS NOT NULL)
    EXECUTE FUNCTION workspace.redirect_reopened_work();
CREATE TRIGGER reopened_work_goes_on BEFORE UPDATE ON workspace.tasks
    FOR EACH ROW WHEN (OLD.status IN ('completed') AND NEW.status NOT IN ('completed') AND NEW.assignee_id IS NOT NULL)
    EXECUTE FUNCTION workspace.redirect_reopened_work();

-- A3, D2: an inactive user cannot sign in. The user is locked FOR SHARE, so a sign-in that races with a deactivation either
-- comes first and is found by sign-out-sessions, or comes second and is refused here.
CREATE FUNCTION workspace.refuse_access_for_inactive_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    current text;
BEGIN
    SELECT u.status INTO current FROM workspace.users u
    WHERE u.workspace_id = NEW.workspace_id AND u.id = NEW.user_id FOR SHARE;
    IF current IN ('inactive', 'deleted') THEN
        RAISE EXCEPTION 'user % is % and cannot sign in', NEW.user_id, current
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_access_for_inactive_users';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER no_access_for_inactive_users BEFORE INSERT ON workspace.sessions
    FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION workspace.refuse_access_for_inactive_users();
CREATE TRIGGER no_access_for_inactive_users BEFORE INSERT ON workspace.api_tokens
    FOR EACH ROW WHEN (NEW.revoked_at IS NULL) EXECUTE FUNCTION workspace.refuse_access_for_inactive_users();
