-- What a handover knows of those who receive: what each had when the step began, and who left before they had their share.
CREATE TABLE offboarding.step_recipients (
    workspace_id uuid NOT NULL,
    case_id      uuid NOT NULL,
    step         text NOT NULL,
    user_id      uuid NOT NULL,
    open_before  bigint CHECK (open_before >= 0),
    left_at      timestamptz,
    passed_on    bigint NOT NULL DEFAULT 0 CHECK (passed_on >= 0),
    PRIMARY KEY (workspace_id, case_id, step, user_id),
    FOREIGN KEY (workspace_id, case_id, step) REFERENCES offboarding.steps (workspace_id, case_id, name),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT who_passed_something_on_had_left CHECK (passed_on = 0 OR left_at IS NOT NULL)
);
COMMENT ON COLUMN offboarding.step_recipients.open_before IS 'Open items of that kind when the step began, for least-loaded (F8): every batch and every resumed run reads the same.';
COMMENT ON COLUMN offboarding.step_recipients.left_at IS 'When the handover first found them inactive with a share to come.';
COMMENT ON COLUMN offboarding.step_recipients.passed_on IS 'Items that were theirs by the plan and went on to the others.';

-- C8: the completed tasks of a leaver, for workspaces that have them removed.
CREATE INDEX tasks_completed_by_assignee ON workspace.tasks (workspace_id, assignee_id, id) WHERE status = 'completed';

-- F3. No foreign keys: what a preview was asked about may not exist.
CREATE TABLE offboarding.previews (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    user_id      uuid NOT NULL,
    request_id   uuid NOT NULL,
    requested_by uuid NOT NULL,
    fingerprint  bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    answer       json NOT NULL,
    previewed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE offboarding.previews IS 'Requests with dryRun and their answers; nothing else knows of them.';
COMMENT ON COLUMN offboarding.previews.answer IS 'The event OffboardingPreviewed. json, not jsonb: it goes out again word for word.';
CREATE INDEX previews_by_time ON offboarding.previews (previewed_at DESC, id);
