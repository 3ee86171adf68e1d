-- What the tests look with: every change of a case's or a step's state is written down by a trigger, so that a state that went back is seen
-- although nobody looked at that moment; and a workspace can be made to fail once.
CREATE SCHEMA faults;

-- Tests' servers answer a commit before it is in the log. A crash would take away what was answered, which no program can make good.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$;

CREATE TABLE faults.transitions (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL,
    step    text NOT NULL DEFAULT '',
    before  text NOT NULL,
    after   text NOT NULL,
    done_before bigint,
    done_after  bigint,
    reopened boolean NOT NULL DEFAULT false
);

CREATE FUNCTION faults.write_down_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO faults.transitions (case_id, before, after, reopened) VALUES (NEW.id, OLD.state, NEW.state, NEW.reopened > OLD.reopened);
    RETURN NULL;
END $$;
CREATE TRIGGER faults_write_down AFTER UPDATE OF state ON offboarding.cases FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION faults.write_down_case();

CREATE FUNCTION faults.write_down_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO faults.transitions (case_id, step, before, after, done_before, done_after) VALUES (NEW.case_id, NEW.name, OLD.status, NEW.status, OLD.done, NEW.done);
    RETURN NULL;
END $$;
CREATE TRIGGER faults_write_down AFTER UPDATE OF status, done ON offboarding.steps FOR EACH ROW WHEN (OLD.status <> NEW.status OR NEW.done < OLD.done)
    EXECUTE FUNCTION faults.write_down_step();

CREATE TABLE faults.fails_once (workspace_id uuid PRIMARY KEY, attempts integer);

CREATE FUNCTION faults.fail_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM faults.fails_once f WHERE f.workspace_id = NEW.workspace_id)
       AND NOT EXISTS (SELECT FROM offboarding.step_attempts a WHERE a.workspace_id = NEW.workspace_id) THEN
        RAISE EXCEPTION 'The first attempt fails';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER faults_fail_once BEFORE UPDATE ON workspace.conversations FOR EACH ROW EXECUTE FUNCTION faults.fail_once();

CREATE FUNCTION faults.limit_attempts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.attempt_limit := coalesce((SELECT f.attempts FROM faults.fails_once f WHERE f.workspace_id = NEW.workspace_id), NEW.attempt_limit);
    RETURN NEW;
END $$;
CREATE TRIGGER faults_limit_attempts BEFORE INSERT ON offboarding.steps FOR EACH ROW EXECUTE FUNCTION faults.limit_attempts();

-- What there was before anything happened.
CREATE TABLE faults.items (workspace_id uuid NOT NULL, kind text NOT NULL, id bigint NOT NULL, PRIMARY KEY (workspace_id, kind, id));

-- A request has its answer as a case, as an answer that is kept, or as a refusal.
CREATE FUNCTION faults.is_answered(request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM offboarding.cases c WHERE c.request_id = request)
        OR EXISTS (SELECT FROM offboarding.answers a WHERE a.request_id = request)
        OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = request)
$$;
