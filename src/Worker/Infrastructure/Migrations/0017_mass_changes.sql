-- F9: more people than the workspace's policy allows in one period wait for a second person (docs/adr/0017).
CREATE TABLE offboarding.approvals (
    id               uuid PRIMARY KEY,
    workspace_id     uuid NOT NULL REFERENCES workspace.workspaces,
    asked_by         uuid NOT NULL,
    list_id          uuid,
    status           text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'approved', 'rejected', 'expired')),
    opened_at        timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL,
    counted          integer NOT NULL,
    active_users     integer NOT NULL,
    people_limit     integer,
    percent_limit    integer,
    period           interval NOT NULL,
    decided_at       timestamptz,
    decided_by       text,
    decision_request uuid,
    decided_people   integer,
    comment          text,
    UNIQUE (workspace_id, id),
    FOREIGN KEY (workspace_id, asked_by) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT a_decision_says_who_when_and_how_many CHECK (
        (status = 'open') = (decided_at IS NULL) AND (status = 'open') = (decided_by IS NULL)
        AND (status = 'open') = (decision_request IS NULL) AND (status = 'open') = (decided_people IS NULL))
);
COMMENT ON TABLE offboarding.approvals IS 'Departures of one asker that wait together for a second person (F9). Open until somebody decides or the time is over.';
COMMENT ON COLUMN offboarding.approvals.list_id IS 'The list they came with (F6); null: single requests.';
COMMENT ON COLUMN offboarding.approvals.counted IS 'People asked for in the period when it was opened, the first that waits included.';
-- What one person asks for waits in one place, a list in a place of its own.
CREATE UNIQUE INDEX approvals_open ON offboarding.approvals (workspace_id, asked_by, coalesce(list_id, '00000000-0000-0000-0000-000000000000'))
    WHERE status = 'open';
CREATE INDEX approvals_to_expire ON offboarding.approvals (expires_at) WHERE status = 'open';

ALTER TABLE offboarding.cases
    DROP CONSTRAINT cases_state_check,
    ADD CONSTRAINT cases_state_check CHECK (state IN ('held-for-approval', 'scheduled', 'signing-out', 'handing-over', 'needs-attention',
                                                      'paused', 'completed', 'refused', 'cancelled')),
    ADD COLUMN takes_out boolean NOT NULL DEFAULT false,
    ADD COLUMN approval_id uuid,
    ADD FOREIGN KEY (workspace_id, approval_id) REFERENCES offboarding.approvals (workspace_id, id),
    ADD CONSTRAINT who_waits_for_approval_has_one CHECK (state <> 'held-for-approval' OR approval_id IS NOT NULL);
COMMENT ON COLUMN offboarding.cases.takes_out IS 'Locks somebody out who was active when it was asked for: what the guard against mass changes counts (F9).';
COMMENT ON COLUMN offboarding.cases.approval_id IS 'The approval it waited for; a second person has looked at it, so it does not count any more.';
CREATE INDEX cases_counted ON offboarding.cases (workspace_id, requested_at) WHERE takes_out;
-- Whether an operator sent a request themselves: who did must not approve it.
CREATE INDEX audit_commands_sent ON offboarding.audit (operation_id) WHERE action = 'command-sent';
CREATE INDEX cases_held ON offboarding.cases (approval_id, id) WHERE state = 'held-for-approval';
