-- A policy that cannot be understood was read as none: a guard against mass changes of "25 " held nobody back. So the database takes no such policy,
-- from the application around us neither, and says which and why. What the product does not know is the application's own, but for what begins like a guard.
CREATE FUNCTION workspace.policy_problem(policies jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(format('%s is %s, and %s', p.key, p.value, k.expected), '; ' ORDER BY p.key)
    FROM jsonb_each(policies) p
    JOIN (VALUES ('massChangePeople', '^[0-9]{1,9}$', 'number|string', 'a whole number from 0 to 999999999 is expected'),
                 ('massChangePercent', '^[0-9]{1,3}$', 'number|string', 'a whole number from 0 to 999 is expected'),
                 ('massChangeHours', '^[1-9][0-9]{0,3}$', 'number|string', 'a whole number from 1 to 9999 is expected'),
                 ('massChangeApprovalHours', '^[1-9][0-9]{0,3}$', 'number|string', 'a whole number from 1 to 9999 is expected'),
                 ('warnAboveItems', '^[0-9]{1,9}$', 'number|string', 'a whole number from 0 to 999999999 is expected'),
                 ('retentionDays', '^[0-9]+(\.[0-9]+)?$', 'number', 'a number from 0 is expected, without quotes'),
                 ('lateLastDayDays', '^[0-9]+(\.[0-9]+)?$', 'number', 'a number from 1 to 366 is expected, without quotes'),
                 ('requireCompleteHandover', '^(true|false)$', 'boolean', 'true or false is expected, without quotes'),
                 ('invitedUsersHoldSeats', '^(true|false)$', 'boolean', 'true or false is expected, without quotes'),
                 ('removeCompletedTasks', '^(true|false)$', 'boolean', 'true or false is expected, without quotes'),
                 -- A name with a mistake in it guards nothing.
                 (NULL, NULL, NULL, 'there is no such policy'))
         AS k (name, form, types, expected) ON k.name = p.key OR (k.name IS NULL AND lower(p.key) LIKE 'masschange%' AND p.key NOT IN ('massChangePeople', 'massChangePercent', 'massChangeHours', 'massChangeApprovalHours'))
    WHERE p.value <> 'null'::jsonb
      AND (k.name IS NULL OR NOT (p.value #>> '{}') ~ k.form OR jsonb_typeof(p.value) !~ ('^(' || k.types || ')$'))
$$;

-- A trigger and no CHECK, because a role of the application around us that we do not know would need the right to call the function of a CHECK.
CREATE FUNCTION workspace.refuse_policies_not_understood() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    problem text := CASE WHEN jsonb_typeof(NEW.policies) = 'object' THEN workspace.policy_problem(NEW.policies) ELSE 'policies are a JSON object' END;
BEGIN
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'the policies of workspace % are not understood: %', NEW.id, problem
            USING ERRCODE = 'check_violation', CONSTRAINT = 'policies_are_understood', HINT = 'Correct the value; nothing was changed.';
    END IF;
    RETURN NEW;
END $$;

-- What is meant is beyond doubt: a whole number with blanks around it, true and false in quotes, a number of days in quotes.
UPDATE workspace.workspaces w
SET policies = (SELECT jsonb_object_agg(p.key, CASE
        WHEN jsonb_typeof(p.value) = 'string' AND p.key IN ('massChangePeople', 'massChangePercent', 'massChangeHours', 'massChangeApprovalHours', 'warnAboveItems', 'retentionDays', 'lateLastDayDays')
             AND (p.value #>> '{}') ~ '^\s*[0-9]{1,9}\s*$' THEN to_jsonb(btrim(p.value #>> '{}', E' \t\r\n')::int)
        WHEN jsonb_typeof(p.value) = 'string' AND p.key IN ('requireCompleteHandover', 'invitedUsersHoldSeats') AND lower(btrim(p.value #>> '{}')) IN ('true', 'false')
             THEN to_jsonb(lower(btrim(p.value #>> '{}')) = 'true')
        ELSE p.value END) FROM jsonb_each(w.policies) p)
WHERE jsonb_typeof(w.policies) = 'object' AND workspace.policy_problem(w.policies) IS NOT NULL;

DO $$
DECLARE
    wrong text;
BEGIN
    SELECT string_agg(format('workspace %s: %s', w.id, coalesce(workspace.policy_problem(w.policies), 'policies are a JSON object')), '. ')
    INTO wrong
    FROM (SELECT w.id, w.policies FROM workspace.workspaces w
          WHERE CASE WHEN jsonb_typeof(w.policies) = 'object' THEN workspace.policy_problem(w.policies) IS NOT NULL ELSE true END ORDER BY w.id LIMIT 20) w;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'policies that are not understood, and so guard nothing: %', wrong
            USING ERRCODE = 'check_violation', HINT = 'Correct them in workspace.workspaces.policies, then migrate again. Nothing was changed.';
    END IF;
END $$;

CREATE TRIGGER policies_are_understood BEFORE INSERT OR UPDATE OF policies ON workspace.workspaces
    FOR EACH ROW EXECUTE FUNCTION workspace.refuse_policies_not_understood();
REVOKE EXECUTE ON FUNCTION workspace.refuse_policies_not_understood(), workspace.policy_problem(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspace.policy_problem(jsonb) TO offboarding_worker;

-- What went to whom is evidence, as the trail is: nothing changes it at run time, so nobody may.
REVOKE UPDATE, DELETE ON offboarding.handover FROM offboarding_worker;

-- The worker takes a password hash away and never reads one. A column that a later migration adds to this table has to be granted there.
REVOKE SELECT, INSERT, UPDATE, DELETE ON workspace.users FROM offboarding_worker;
DO $$
DECLARE
    columns text := (SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
                     WHERE a.attrelid = 'workspace.users'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'password_hash');
BEGIN
    EXECUTE format('GRANT SELECT (%1$s), INSERT (%1$s), UPDATE (%1$s, password_hash) ON workspace.users TO offboarding_worker', columns);
END $$;
