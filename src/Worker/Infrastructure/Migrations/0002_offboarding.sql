-- The product's own records. A row here is the truth; a message only says that a row is worth a look.
CREATE SCHEMA offboarding;

CREATE TABLE offboarding.cases (
    id                uuid PRIMARY KEY,
    workspace_id      uuid NOT NULL,
    user_id           uuid NOT NULL,
    request_id        uuid NOT NULL,
    requested_by      uuid NOT NULL,
    reason            text NOT NULL,
    state             text NOT NULL CHECK (state IN ('scheduled', 'signing-out', 'handing-over', 'needs-attention',
                                                     'paused', 'completed', 'refused', 'cancelled')),
    plan              jsonb NOT NULL DEFAULT '{}',
    lower_seat_limit  boolean NOT NULL DEFAULT false,
    frees_seat        boolean NOT NULL DEFAULT false,
    requested_at      timestamptz NOT NULL DEFAULT now(),
    due_at            timestamptz NOT NULL,
    started_at        timestamptz,
    sign_in_closed_at timestamptz,
    sessions_ended_at timestamptz,
    completed_at      timestamptz,
    nudged_at         timestamptz NOT NULL DEFAULT now(),
    UNIQUE (workspace_id, id),
    UNIQUE (workspace_id, request_id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users,
    FOREIGN KEY (workspace_id, requested_by) REFERENCES workspace.users
);
COMMENT ON TABLE offboarding.cases IS 'One departure: the state of the saga and the dates that matter.';
COMMENT ON COLUMN offboarding.cases.frees_seat IS 'The user was active and held a seat when the case started (A5, C9).';
COMMENT ON COLUMN offboarding.cases.nudged_at IS 'When the sweep last sent a message for this case; keeps it from sending one every second.';
-- One case in progress for a person; the next request for the same person is a conflicting request.
CREATE UNIQUE INDEX cases_in_progress ON offboarding.cases (workspace_id, user_id)
    WHERE state NOT IN ('completed', 'refused', 'cancelled');
CREATE INDEX cases_due ON offboarding.cases (due_at) WHERE state = 'scheduled';
CREATE INDEX cases_unfinished ON offboarding.cases (nudged_at) WHERE state IN ('signing-out', 'handing-over', 'needs-attention');
CREATE INDEX cases_by_time ON offboarding.cases (requested_at DESC, id);

CREATE TABLE offboarding.steps (
    workspace_id    uuid NOT NULL,
    case_id         uuid NOT NULL,
    name            text NOT NULL,
    phase           smallint NOT NULL,
    status          text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'ready', 'running', 'retrying', 'failed',
                                                                      'skipped', 'done')),
    total           bigint CHECK (total >= 0),
    done            bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
    resume_after    bigint NOT NULL DEFAULT 0,
    slice           bigint NOT NULL DEFAULT 0,
    batch_size      integer CHECK (batch_size > 0),
    attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    attempt_limit   integer NOT NULL CHECK (attempt_limit > 0),
    next_attempt_at timestamptz,
    last_error      text,
    started_at      timestamptz,
    progress_at     timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz,
    PRIMARY KEY (workspace_id, case_id, name),
    FOREIGN KEY (workspace_id, case_id) REFERENCES offboarding.cases (workspace_id, id),
    CONSTRAINT a_retrying_step_has_a_next_attempt CHECK (status <> 'retrying' OR next_attempt_at IS NOT NULL)
) WITH (fillfactor = 50);
COMMENT ON TABLE offboarding.steps IS 'Progress of each step. Updated by every batch: half-empty pages keep the updates HOT.';
COMMENT ON COLUMN offboarding.steps.phase IS 'Steps of a phase run in parallel; a phase starts when the one before it is done.';
COMMENT ON COLUMN offboarding.steps.total IS 'Items found when the step started; null until then. More may arrive while it runs.';
COMMENT ON COLUMN offboarding.steps.resume_after IS 'A hint where the next batch looks first; the last pass looks everywhere.';
COMMENT ON COLUMN offboarding.steps.slice IS 'Fencing token: a RunStep message of another slice is stale and does nothing.';
COMMENT ON COLUMN offboarding.steps.attempt_limit IS 'Attempts until the step fails; a retry by an operator raises it.';
CREATE INDEX steps_by_case ON offboarding.steps (case_id);
CREATE INDEX steps_to_sweep ON offboarding.steps (status) WHERE status IN ('ready', 'running', 'retrying');

CREATE TABLE offboarding.step_attempts (
    workspace_id uuid NOT NULL,
    case_id      uuid NOT NULL,
    step         text NOT NULL,
    attempt      integer NOT NULL,
    started_at   timestamptz NOT NULL,
    failed_at    timestamptz NOT NULL DEFAULT now(),
    transient    boolean NOT NULL,
    error_type   text NOT NULL,
    message      text NOT NULL,
    stack        text,
    PRIMARY KEY (workspace_id, case_id, step, attempt),
    FOREIGN KEY (workspace_id, case_id, step) REFERENCES offboarding.steps (workspace_id, case_id, name)
);
COMMENT ON TABLE offboarding.step_attempts IS 'Every attempt that failed, with its error, for as long as the case is kept.';

CREATE TABLE offboarding.handover (
    workspace_id uuid NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    case_id      uuid NOT NULL,
    kind         text NOT NULL,
    recipient_id uuid,
    item_ids     bigint[] NOT NULL CHECK (cardinality(item_ids) > 0),
    woken_ids    bigint[] NOT NULL DEFAULT '{}',
    moved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES offboarding.cases (workspace_id, id),
    FOREIGN KEY (workspace_id, recipient_id) REFERENCES workspace.users (workspace_id, id)
);
COMMENT ON TABLE offboarding.handover IS 'The ledger: what went to whom, one row for a batch and a recipient (null: unassigned).';
COMMENT ON COLUMN offboarding.handover.woken_ids IS 'Those of item_ids that were snoozed and were opened on the way (D5).';
CREATE INDEX handover_by_case ON offboarding.handover (case_id, kind);

CREATE TABLE offboarding.refusals (
    id           uuid PRIMARY KEY,
    message_name text NOT NULL,
    workspace_id uuid,
    user_id      uuid,
    request_id   uuid,
    code         text NOT NULL,
    message      text NOT NULL,
    help         text NOT NULL,
    errors       jsonb NOT NULL DEFAULT '[]',
    body         bytea NOT NULL,
    content_type text NOT NULL,
    refused_at   timestamptz NOT NULL DEFAULT now(),
    replayed_at  timestamptz
);
COMMENT ON TABLE offboarding.refusals IS 'Every "no" with the message it answers. No foreign keys: what was named may not exist.';
CREATE INDEX refusals_by_request ON offboarding.refusals (request_id) WHERE replayed_at IS NULL;
CREATE INDEX refusals_by_time ON offboarding.refusals (refused_at DESC);

CREATE TABLE offboarding.parked_messages (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    message_name text NOT NULL,
    endpoint     text NOT NULL,
    reason       text NOT NULL CHECK (reason IN ('unreadable', 'not-understood', 'failed')),
    error        text NOT NULL,
    content_type text,
    headers      jsonb NOT NULL DEFAULT '{}',
    body         bytea NOT NULL,
    parked_at    timestamptz NOT NULL DEFAULT now(),
    replayed_at  timestamptz,
    discarded_at timestamptz
);
COMMENT ON TABLE offboarding.parked_messages IS 'Messages that could not be read or handled, byte for byte, so that they can be replayed.';
CREATE INDEX parked_messages_by_time ON offboarding.parked_messages (parked_at DESC);

CREATE TABLE offboarding.outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id   uuid NOT NULL DEFAULT gen_random_uuid(),
    exchange     text NOT NULL,
    message_type text,
    content_type text,
    body         bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    deliveries   integer NOT NULL DEFAULT 0,
    last_error   text
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE offboarding.outbox IS 'Messages written in the transaction they belong to, deleted after the broker confirmed them.';
COMMENT ON COLUMN offboarding.outbox.message_type IS 'MassTransit''s message urn, for a body that gets its envelope on the way; null: sent as it is.';

CREATE TABLE offboarding.audit (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id uuid NOT NULL,
    case_id      uuid,
    at           timestamptz NOT NULL DEFAULT now(),
    actor        text NOT NULL,
    action       text NOT NULL,
    operation_id uuid,
    details      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE offboarding.audit IS 'Who did what and when. The application can add to it and read it, nothing else.';
CREATE INDEX audit_by_case ON offboarding.audit (case_id, id);

CREATE TABLE offboarding.workers (
    id           uuid PRIMARY KEY,
    host         text NOT NULL,
    process_id   integer NOT NULL,
    version      text NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT now(),
    seen_at      timestamptz NOT NULL DEFAULT now(),
    broker       text NOT NULL CHECK (broker IN ('connected', 'disconnected')),
    broker_since timestamptz NOT NULL DEFAULT now(),
    broker_error text
);
COMMENT ON TABLE offboarding.workers IS 'Heartbeat of each worker process and whether it reaches the broker.';
