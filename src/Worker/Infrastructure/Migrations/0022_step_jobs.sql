-- Hangfire as the second engine for steps (docs/hangfire.md). Which job carries a step, and which steps wait for one: written in
-- the transaction that makes a step ready, like the outbox. With the other engine it stays empty.
CREATE TABLE offboarding.step_jobs (
    workspace_id uuid NOT NULL,
    case_id      uuid NOT NULL,
    step         text NOT NULL,
    slice        bigint NOT NULL,
    queue        text NOT NULL CHECK (queue IN ('lockout', 'work')),
    job_id       text,
    replaces     text,
    wanted_at    timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (workspace_id, case_id, step),
    FOREIGN KEY (workspace_id, case_id, step) REFERENCES offboarding.steps (workspace_id, case_id, name) ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON TABLE offboarding.step_jobs IS 'The Hangfire job that carries a step''s current slice. Not the truth: the step''s row is.';
COMMENT ON COLUMN offboarding.step_jobs.job_id IS 'In schema hangfire; null: waits to be made.';
COMMENT ON COLUMN offboarding.step_jobs.replaces IS 'The job before it; removed from Hangfire''s lists if it is still in one that asks for people.';
CREATE INDEX step_jobs_wanted ON offboarding.step_jobs (wanted_at) WHERE job_id IS NULL;
CREATE INDEX step_jobs_by_case ON offboarding.step_jobs (case_id);

CREATE TABLE offboarding.due_jobs (
    what    text NOT NULL,
    subject uuid NOT NULL,
    due_at  timestamptz NOT NULL,
    job_id  text NOT NULL,
    PRIMARY KEY (what, subject)
);
COMMENT ON TABLE offboarding.due_jobs IS 'Dates that are shown as scheduled jobs of Hangfire. A mirror: the rows that have the dates decide.';
