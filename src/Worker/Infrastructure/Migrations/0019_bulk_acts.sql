-- What an operator asked for of many at once: who, why, the frozen set it covers, and what became of each of them. The worker works it
-- off through the same commands as single acts (docs/adr/0018).
CREATE TABLE offboarding.operations (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind         text NOT NULL CHECK (kind IN ('retry-steps', 'replay-messages')),
    scope        jsonb NOT NULL,
    actor        text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
    why          text CHECK (length(why) <= 500),
    state        text NOT NULL DEFAULT 'frozen' CHECK (state IN ('frozen', 'running', 'stopped', 'done')),
    asked        integer NOT NULL DEFAULT 0 CHECK (asked >= 0),
    sent         integer NOT NULL DEFAULT 0,
    succeeded    integer NOT NULL DEFAULT 0,
    failed_again integer NOT NULL DEFAULT 0,
    left_alone   integer NOT NULL DEFAULT 0,
    frozen_at    timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    stopped_at   timestamptz,
    stopped_by   text,
    ended_at     timestamptz
);
COMMENT ON TABLE offboarding.operations IS 'Bulk acts. Frozen: the set is fixed and nobody has confirmed it yet; dropped after a day.';
COMMENT ON COLUMN offboarding.operations.sent IS 'Commands that were sent; each then succeeds, fails again, or is left alone.';
COMMENT ON COLUMN offboarding.operations.ended_at IS 'Nothing more happens: every item is decided, or it was stopped and what was sent is decided.';
CREATE INDEX operations_by_time ON offboarding.operations (frozen_at DESC, id);
CREATE INDEX operations_to_work_off ON offboarding.operations (id) WHERE state IN ('running', 'stopped') AND ended_at IS NULL;

CREATE TABLE offboarding.operation_items (
    operation_id uuid NOT NULL REFERENCES offboarding.operations (id) ON DELETE CASCADE,
    number       integer NOT NULL CHECK (number > 0),
    workspace_id uuid,
    case_id      uuid,
    step         text,
    message_id   uuid,
    attempts     integer,
    outcome      text NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'sent', 'succeeded', 'failed-again', 'left-alone')),
    sent_at      timestamptz,
    decided_at   timestamptz,
    PRIMARY KEY (operation_id, number),
    CHECK ((case_id IS NOT NULL AND step IS NOT NULL AND workspace_id IS NOT NULL) OR message_id IS NOT NULL)
);
COMMENT ON COLUMN offboarding.operation_items.attempts IS 'Of the step when the command was sent: one more that is failed has failed again.';
CREATE INDEX operation_items_open ON offboarding.operation_items (operation_id, number) WHERE outcome IN ('waiting', 'sent');

-- What waits for an operator. No column of it changes while a step works, so that its updates stay HOT.
CREATE INDEX steps_failed ON offboarding.steps (workspace_id, case_id, name) WHERE status = 'failed';

-- The audit page: of one workspace, by one operator, one kind of act, in a time. The worker itself and users' ids are most of the
-- actors and nobody filters by the former.
CREATE INDEX audit_by_workspace ON offboarding.audit (workspace_id, id);
CREATE INDEX audit_by_actor ON offboarding.audit (actor, id) WHERE actor <> 'offboarding';
CREATE INDEX audit_by_action ON offboarding.audit (action, id);
CREATE INDEX audit_by_time ON offboarding.audit USING brin (at);

ALTER TABLE offboarding.workers ADD COLUMN doing jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN offboarding.workers.doing IS 'Steps this worker has in hand, with since when.';
