-- The same for operators who are limited to some workspaces (docs/adr/0042): each view of the schema dashboard under the same name, with the rows of those
-- workspaces alone, and the functions that act, which refuse the others. A view without a line below has no rows here, and a function without one is not here.
DROP SCHEMA IF EXISTS dashboard_limited CASCADE;
CREATE SCHEMA dashboard_limited;

-- Which workspaces this session sees; null, so none, while it has not been said.
CREATE FUNCTION dashboard_limited.workspaces() RETURNS uuid[]
    LANGUAGE sql STABLE AS $$ SELECT string_to_array(nullif(current_setting('offboarding.workspaces', true), ''), ',')::uuid[] $$;

CREATE VIEW dashboard_limited.workspace_names AS
SELECT w.* FROM dashboard.workspace_names w WHERE w.id = ANY (dashboard_limited.workspaces());

CREATE VIEW dashboard_limited.workspaces AS
SELECT w.* FROM dashboard.workspaces w WHERE w.id = ANY (dashboard_limited.workspaces());

-- What is added up over all workspaces is added up anew.
CREATE VIEW dashboard_limited.open_cases AS
SELECT c.state, count(*) AS cases, min(c.requested_at) AS oldest_requested_at
FROM offboarding.cases c
WHERE c.state NOT IN ('completed', 'refused', 'cancelled') AND c.workspace_id = ANY (dashboard_limited.workspaces())
GROUP BY c.state;

CREATE VIEW dashboard_limited.lockouts AS
SELECT c.sessions_ended_at AS ended_at, c.sessions_ended_at - greatest(c.requested_at, c.due_at) AS took
FROM offboarding.cases c
WHERE c.sessions_ended_at IS NOT NULL AND c.kind = 'deactivate' AND c.workspace_id = ANY (dashboard_limited.workspaces());

-- The outbox belongs to no workspace; the strip reads one row.
CREATE VIEW dashboard_limited.outbox AS
SELECT 0::bigint AS rows, NULL::timestamptz AS oldest_at, NULL::integer AS most_deliveries;

-- Whether a worker is alive concerns everybody; what it does, and for whom, does not.
CREATE VIEW dashboard_limited.workers AS
SELECT w.id, w.host, w.process_id, w.version, w.started_at, w.seen_at, w.alive, w.broker, w.broker_since, NULL::text AS broker_error, NULL::jsonb AS doing
FROM dashboard.workers w;

-- What could not be read belongs to no workspace.
CREATE VIEW dashboard_limited.message_bodies AS
SELECT m.* FROM dashboard.message_bodies m
WHERE EXISTS (SELECT FROM offboarding.refusals r WHERE r.id = m.id AND r.workspace_id = ANY (dashboard_limited.workspaces()));

-- A bulk act of several workspaces, all of them this operator's.
CREATE VIEW dashboard_limited.operations AS
SELECT o.* FROM dashboard.operations o
WHERE o.workspace_id = ANY (dashboard_limited.workspaces())
   OR (o.workspace_id IS NULL
       AND EXISTS (SELECT FROM offboarding.operation_items i WHERE i.operation_id = o.id AND i.workspace_id = ANY (dashboard_limited.workspaces()))
       AND NOT EXISTS (SELECT FROM offboarding.operation_items i
                       WHERE i.operation_id = o.id AND (i.workspace_id = ANY (dashboard_limited.workspaces())) IS NOT TRUE));

-- One's own: what others have put up for everybody may name other workspaces.
CREATE VIEW dashboard_limited.saved_views AS
SELECT v.* FROM dashboard.saved_views v WHERE v.saved_by = current_setting('offboarding.operator', true);

DO $$
DECLARE
    mine constant text := ' = ANY (dashboard_limited.workspaces())';
    belongs text;
    view record;
BEGIN
    FOR view IN
        SELECT c.relname AS name, array_agg(a.attname::text) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'dashboard'::regnamespace AND c.relkind = 'v' AND to_regclass('dashboard_limited.' || quote_ident(c.relname)) IS NULL
        GROUP BY c.relname
    LOOP
        belongs := CASE
            WHEN 'workspace_id' = ANY (view.columns) THEN 'v.workspace_id' || mine
            WHEN 'case_id' = ANY (view.columns) THEN 'EXISTS (SELECT FROM offboarding.cases c WHERE c.id = v.case_id AND c.workspace_id' || mine || ')'
            -- These are keys of cases.
            WHEN view.name IN ('unfinished_cases', 'requests', 'completions', 'open_lockouts')
                THEN 'EXISTS (SELECT FROM offboarding.cases c WHERE c.id = v.id AND c.workspace_id' || mine || ')'
            WHEN 'approval_id' = ANY (view.columns) THEN 'EXISTS (SELECT FROM offboarding.approvals a WHERE a.id = v.approval_id AND a.workspace_id' || mine || ')'
            WHEN 'preview_id' = ANY (view.columns) THEN 'EXISTS (SELECT FROM offboarding.previews p WHERE p.id = v.preview_id AND p.workspace_id' || mine || ')'
            WHEN 'refusal_id' = ANY (view.columns) THEN 'EXISTS (SELECT FROM offboarding.refusals r WHERE r.id = v.refusal_id AND r.workspace_id' || mine || ')'
            ELSE 'false' END;
        EXECUTE format('CREATE VIEW dashboard_limited.%I AS SELECT v.* FROM dashboard.%I v WHERE %s', view.name, view.name, belongs);
    END LOOP;
END $$;

-- Ends what a function does for a workspace that is not this operator's, or for none.
CREATE FUNCTION dashboard_limited.check_workspace(workspace uuid) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (workspace = ANY (dashboard_limited.workspaces())) IS NOT TRUE THEN
        RAISE EXCEPTION 'This is not of a workspace that this operator may act on.' USING ERRCODE = 'OF403';
    END IF;
END $$;

CREATE FUNCTION dashboard_limited.check_case(of_case uuid) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_workspace((SELECT c.workspace_id FROM offboarding.cases c WHERE c.id = of_case));
END $$;

CREATE FUNCTION dashboard_limited.check_operation(operation uuid) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM dashboard_limited.operations o WHERE o.id = operation) THEN
        PERFORM dashboard_limited.check_workspace(NULL);
    END IF;
END $$;

-- Every workspace that a command names, or that what it names belongs to, has to be one of the operator's, and one has to be named.
CREATE FUNCTION dashboard_limited.send_command(name text, payload jsonb, actor text, why text DEFAULT NULL, traceparent text DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    edited jsonb;
    named integer := 0;
BEGIN
    IF payload ? 'editedBody' THEN
        edited := (payload ->> 'editedBody')::jsonb;
        PERFORM dashboard_limited.check_workspace((edited ->> 'workspaceId')::uuid);
    END IF;
    IF payload ? 'workspaceId' THEN
        PERFORM dashboard_limited.check_workspace((payload ->> 'workspaceId')::uuid);
        named := named + 1;
    END IF;
    IF payload ? 'offboardingId' THEN
        PERFORM dashboard_limited.check_case((payload ->> 'offboardingId')::uuid);
        named := named + 1;
    END IF;
    IF payload ? 'approvalId' THEN
        PERFORM dashboard_limited.check_workspace((SELECT a.workspace_id FROM offboarding.approvals a WHERE a.id = (payload ->> 'approvalId')::uuid));
        named := named + 1;
    END IF;
    IF payload ? 'messageId' THEN
        PERFORM dashboard_limited.check_workspace((SELECT r.workspace_id FROM offboarding.refusals r WHERE r.id = (payload ->> 'messageId')::uuid));
        named := named + 1;
    END IF;
    IF named = 0 THEN
        PERFORM dashboard_limited.check_workspace(NULL);
    END IF;
    RETURN dashboard.send_command(name, payload, actor, why, traceparent);
EXCEPTION WHEN invalid_text_representation THEN
    -- What is no id, or an edited body that is no JSON, is nobody's.
    PERFORM dashboard_limited.check_workspace(NULL);
END $$;

-- Freezes what is the operator's, and nothing else.
CREATE FUNCTION dashboard_limited.freeze_operation(kind text, scope jsonb, actor text, cases uuid[] DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    operation uuid;
BEGIN
    IF kind = 'replay-messages' THEN
        PERFORM dashboard_limited.check_workspace(NULL);
    END IF;
    operation := dashboard.freeze_operation(kind, scope, actor, cases);
    DELETE FROM offboarding.operation_items i WHERE i.operation_id = operation AND (i.workspace_id = ANY (dashboard_limited.workspaces())) IS NOT TRUE;
    UPDATE offboarding.operations o
    SET asked = items.asked, workspace_id = items.workspace_id
    FROM (SELECT count(*)::int AS asked, CASE WHEN count(DISTINCT i.workspace_id) = 1 THEN min(i.workspace_id::text)::uuid END AS workspace_id
          FROM offboarding.operation_items i WHERE i.operation_id = operation) items
    WHERE o.id = operation;
    RETURN operation;
END $$;

CREATE FUNCTION dashboard_limited.start_operation(operation uuid, actor text, why text, in_the_name_of uuid DEFAULT NULL) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_operation(operation);
    RETURN dashboard.start_operation(operation, actor, why, in_the_name_of);
END $$;

CREATE FUNCTION dashboard_limited.stop_operation(operation uuid, actor text, why text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_operation(operation);
    RETURN dashboard.stop_operation(operation, actor, why);
END $$;

-- A note on a group of failures is read by those of all workspaces.
CREATE FUNCTION dashboard_limited.write_note(action text, subject_case uuid, step text, kind text, actor text, comment text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_case(subject_case);
    RETURN dashboard.write_note(action, subject_case, step, kind, actor, comment);
END $$;

CREATE FUNCTION dashboard_limited.save_plan(workspace uuid, plan_name text, plan jsonb, actor text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_workspace(workspace);
    RETURN dashboard.save_plan(workspace, plan_name, plan, actor);
END $$;

CREATE FUNCTION dashboard_limited.remove_plan(workspace uuid, saved_plan uuid, actor text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM dashboard_limited.check_workspace(workspace);
    RETURN dashboard.remove_plan(workspace, saved_plan, actor);
END $$;

-- For oneself alone.
CREATE FUNCTION dashboard_limited.save_view(page text, view_name text, query text, shared boolean, actor text) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT dashboard.save_view(page, view_name, query, false, actor) $$;

CREATE FUNCTION dashboard_limited.remove_view(saved_view uuid, actor text, of_others boolean) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT dashboard.remove_view(saved_view, actor, false) $$;

CREATE FUNCTION dashboard_limited.record_export(actor text, what jsonb, why text) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT dashboard.record_export(actor, what, why) $$;

CREATE FUNCTION dashboard_limited.is_same_operator(one text, other text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT dashboard.is_same_operator(one, other) $$;

CREATE FUNCTION dashboard_limited.leaves_by(approval uuid, operator text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM offboarding.approvals a WHERE a.id = approval AND a.workspace_id = ANY (dashboard_limited.workspaces())) AND dashboard.leaves_by(approval, operator)
$$;

CREATE FUNCTION dashboard_limited.changed_audit_entries(ids bigint[]) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT dashboard.changed_audit_entries(ARRAY(SELECT a.id FROM offboarding.audit a WHERE a.id = ANY (ids) AND a.workspace_id = ANY (dashboard_limited.workspaces())))
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA dashboard_limited FROM PUBLIC;
GRANT USAGE ON SCHEMA dashboard_limited TO offboarding_dashboard_limited;
GRANT SELECT ON ALL TABLES IN SCHEMA dashboard_limited TO offboarding_dashboard_limited;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA dashboard_limited TO offboarding_dashboard_limited;
