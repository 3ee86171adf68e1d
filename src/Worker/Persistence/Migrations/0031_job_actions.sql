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
GRANT SELECT, INSERT, DELETE ON offboarding.job_actions, offboarding.job_action_items TO offboarding_worker;
