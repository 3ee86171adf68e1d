-- F2: who leaves may come back on a day. One return for a departure; it outlives the case, which is completed long before.
CREATE TABLE offboarding.returns (
    case_id            uuid PRIMARY KEY,
    workspace_id       uuid NOT NULL,
    user_id            uuid NOT NULL,
    return_at          timestamptz NOT NULL,
    previous_return_at timestamptz,
    give_back_work     boolean NOT NULL DEFAULT false,
    set_by             uuid NOT NULL,
    set_by_request     uuid NOT NULL,
    set_at             timestamptz NOT NULL DEFAULT now(),
    status             text NOT NULL DEFAULT 'expected' CHECK (status IN ('expected', 'held-up', 'returned', 'cancelled')),
    held_code          text,
    held_text          text,
    held_help          text,
    held_up_at         timestamptz,
    cancelled_why      text,
    ended_at           timestamptz,
    FOREIGN KEY (workspace_id, case_id) REFERENCES offboarding.cases (workspace_id, id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users (workspace_id, id),
    FOREIGN KEY (workspace_id, set_by) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT a_return_that_is_held_up_says_why CHECK (status <> 'held-up' OR (held_code IS NOT NULL AND held_up_at IS NOT NULL)),
    CONSTRAINT a_return_that_was_cancelled_says_why CHECK (status <> 'cancelled' OR cancelled_why IS NOT NULL),
    CONSTRAINT a_return_that_is_over_says_when CHECK ((status IN ('returned', 'cancelled')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE offboarding.returns IS 'When somebody who left is to be active again (F2), and what became of it.';
COMMENT ON COLUMN offboarding.returns.set_by_request IS 'The departure''s own request, or the command that set or moved the day.';
COMMENT ON COLUMN offboarding.returns.held_code IS 'Why the person could not be let in on the day; tried again when that may have changed.';
CREATE INDEX returns_open ON offboarding.returns (return_at) WHERE status IN ('expected', 'held-up');
CREATE INDEX returns_open_by_user ON offboarding.returns (workspace_id, user_id) WHERE status IN ('expected', 'held-up');
