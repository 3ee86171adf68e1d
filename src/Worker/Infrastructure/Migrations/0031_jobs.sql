-- Hangfire in every build (docs/adr/0026): what waits or needs a person is a job there. The rows stay the truth; this links each of them to
-- its job, so that nothing is listed twice, and says which of them the projection has to look at.
CREATE TABLE offboarding.jobs (
    what      text NOT NULL CHECK (what IN ('step', 'last-day', 'deletion', 'return', 'invitation-expiry', 'approval-expiry')),
    subject   uuid NOT NULL,
    step      text NOT NULL DEFAULT '',
    job_id    bigint NOT NULL,
    shown     text NOT NULL CHECK (shown IN ('scheduled', 'queued', 'failed', 'hidden', 'gone')),
    due_at    timestamptz,
    attempts  integer NOT NULL DEFAULT 0,
    slice     bigint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (what, subject, step)
) WITH (fillfactor = 70);
COMMENT ON TABLE offboarding.jobs IS 'The Hangfire job of a step that failed, or of a date. A projection: it is made again where it is lost.';
COMMENT ON COLUMN offboarding.jobs.job_id IS 'In schema hangfire.';
COMMENT ON COLUMN offboarding.jobs.attempts IS 'Of a step: failed attempts the job shows.';
COMMENT ON COLUMN offboarding.jobs.slice IS 'The slice of the step that the job has claimed; while the step''s row has the same, the job runs the attempt.';
-- Not unique: after a restore of schema hangfire its ids are given again, while the old links are still there.
CREATE INDEX jobs_by_id ON offboarding.jobs (job_id);
CREATE INDEX jobs_due ON offboarding.jobs (due_at) WHERE shown = 'scheduled';

-- Appended by triggers in the transaction of the change, taken by the projection. Only what fails or has a date gets here.
CREATE TABLE offboarding.job_changes (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what    text NOT NULL,
    subject uuid NOT NULL,
    step    text NOT NULL DEFAULT '',
    reason  text
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
COMMENT ON COLUMN offboarding.job_changes.reason IS 'Why, for the job''s state, where the rows do not say it: "Enqueued now by ops.anna".';

CREATE FUNCTION offboarding.step_changes_its_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO offboarding.job_changes (what, subject, step) VALUES ('step', NEW.case_id, NEW.name);
    RETURN NULL;
END $$;

CREATE FUNCTION offboarding.case_changes_its_jobs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.state = 'scheduled' OR (TG_OP = 'UPDATE' AND OLD.state = 'scheduled') THEN
        INSERT INTO offboarding.job_changes (what, subject) VALUES (CASE NEW.kind WHEN 'delete' THEN 'deletion' ELSE 'last-day' END, NEW.id);
    ELSE
        INSERT INTO offboarding.job_changes (what, subject, step)
        SELECT 'step', s.case_id, s.name FROM offboarding.steps s WHERE s.case_id = NEW.id AND s.status IN ('retrying', 'failed', 'ready', 'running') AND s.attempts > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION offboarding.date_changes_its_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO offboarding.job_changes (what, subject) VALUES (TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::uuid);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION offboarding.step_changes_its_job(), offboarding.case_changes_its_jobs(), offboarding.date_changes_its_job() FROM PUBLIC;

-- part
CREATE TRIGGER step_changes_its_job AFTER UPDATE OF status, next_attempt_at, attempts ON offboarding.steps FOR EACH ROW
    WHEN ((OLD.status IN ('retrying', 'failed') OR NEW.status IN ('retrying', 'failed'))
          AND (OLD.status, OLD.next_attempt_at, OLD.attempts) IS DISTINCT FROM (NEW.status, NEW.next_attempt_at, NEW.attempts))
    EXECUTE FUNCTION offboarding.step_changes_its_job();

-- part
CREATE TRIGGER case_is_scheduled AFTER INSERT ON offboarding.cases FOR EACH ROW WHEN (NEW.state = 'scheduled' AND NEW.kind <> 'undo')
    EXECUTE FUNCTION offboarding.case_changes_its_jobs();
CREATE TRIGGER case_changes_its_jobs AFTER UPDATE OF state, due_at ON offboarding.cases FOR EACH ROW
    WHEN ((OLD.state, OLD.due_at) IS DISTINCT FROM (NEW.state, NEW.due_at)
          -- An undo that a return asked for is due at once: it has no date of its own.
          AND (NEW.kind <> 'undo' OR OLD.state <> 'scheduled')
          AND (OLD.state IN ('scheduled', 'paused') OR NEW.state IN ('scheduled', 'paused', 'cancelled')))
    EXECUTE FUNCTION offboarding.case_changes_its_jobs();

-- part
CREATE TRIGGER return_changes_its_job AFTER INSERT OR UPDATE OF status, return_at ON offboarding.returns
    FOR EACH ROW EXECUTE FUNCTION offboarding.date_changes_its_job('return', 'case_id');

-- part
CREATE TRIGGER invitation_changes_its_job AFTER INSERT OR UPDATE OF status, expires_at ON workspace.invitations
    FOR EACH ROW EXECUTE FUNCTION offboarding.date_changes_its_job('invitation-expiry', 'id');
CREATE INDEX invitations_open_by_id ON workspace.invitations (id) WHERE status = 'open';

-- part
CREATE TRIGGER approval_changes_its_job AFTER INSERT OR UPDATE OF status, expires_at ON offboarding.approvals
    FOR EACH ROW EXECUTE FUNCTION offboarding.date_changes_its_job('approval-expiry', 'id');

-- part
-- The former layout. Steps that were under way as jobs are sent on their way again by the sweep; what failed or waits, and every date, gets
-- a new job by the projection's first look over everything, and it removes the jobs of the former kind. Its tables stay for this version: workers
-- of the one before write to them until the last of them is replaced (docs/upgrade.md).
COMMENT ON TABLE offboarding.due_jobs IS 'Of workers before this version; nothing reads it any more. The next version drops it.';
COMMENT ON TABLE offboarding.step_jobs IS 'Of workers before this version; nothing reads it any more. The next version drops it.';
-- Every step that fails or waits now gets its job.
INSERT INTO offboarding.job_changes (what, subject, step)
SELECT 'step', s.case_id, s.name FROM offboarding.steps s WHERE s.status IN ('retrying', 'failed');

-- Buttons of Hangfire's dashboard, and what became of each job.
CREATE TABLE offboarding.job_actions (
    id           uuid PRIMARY KEY,
    action       text NOT NULL CHECK (action IN ('enqueue-now', 'requeue', 'delete', 'trigger')),
    actor        text NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    asked        integer NOT NULL,
    done         integer NOT NULL,
    not_possible integer NOT NULL
);
COMMENT ON COLUMN offboarding.job_actions.id IS 'The request id of the command.';

CREATE TABLE offboarding.job_action_items (
    action_id uuid NOT NULL REFERENCES offboarding.job_actions (id) ON DELETE CASCADE,
    job_id    text NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN ('done', 'not-possible')),
    why       text,
    PRIMARY KEY (action_id, job_id)
);
COMMENT ON COLUMN offboarding.job_action_items.job_id IS 'Of a trigger: the id of the recurring job.';
GRANT SELECT, INSERT, UPDATE, DELETE ON offboarding.job_actions, offboarding.job_action_items TO offboarding_worker;

-- Attempts are evidence: the worker cannot delete them but through this, and only those of cases that ended long ago.
CREATE FUNCTION offboarding.forget_attempts(keep interval) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    forgotten bigint;
BEGIN
    DELETE FROM offboarding.step_attempts a
    USING offboarding.cases c
    WHERE a.failed_at < now() - greatest(keep, interval '30 days')
      AND c.workspace_id = a.workspace_id AND c.id = a.case_id AND c.state IN ('completed', 'refused', 'cancelled');
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;
REVOKE EXECUTE ON FUNCTION offboarding.forget_attempts(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offboarding.forget_attempts(interval) TO offboarding_worker;
