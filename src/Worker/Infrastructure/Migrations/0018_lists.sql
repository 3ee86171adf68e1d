-- F6: one message, many people. The lines are rows, and what has no answer yet is what is left to do.
CREATE TABLE offboarding.lists (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace.workspaces,
    request_id   uuid NOT NULL,
    requested_by uuid NOT NULL,
    for_all      text NOT NULL,
    people       integer NOT NULL CHECK (people > 0),
    held         boolean NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    answered_at  timestamptz,
    completed_at timestamptz,
    UNIQUE (workspace_id, id),
    FOREIGN KEY (workspace_id, requested_by) REFERENCES workspace.users (workspace_id, id)
);
COMMENT ON TABLE offboarding.lists IS 'Messages that take many people out at once (F6).';
COMMENT ON COLUMN offboarding.lists.for_all IS 'JSON as it came: what holds for every line that does not say otherwise.';
COMMENT ON COLUMN offboarding.lists.held IS 'All of it waits for a second person (F9), decided when it came.';
COMMENT ON COLUMN offboarding.lists.answered_at IS 'When the last line was looked at.';
CREATE INDEX lists_open ON offboarding.lists (requested_at) WHERE completed_at IS NULL;

CREATE TABLE offboarding.list_lines (
    workspace_id uuid NOT NULL,
    list_id      uuid NOT NULL,
    position     integer NOT NULL CHECK (position >= 0),
    request_id   uuid NOT NULL,
    user_id      uuid,
    line         text NOT NULL,
    status       text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'accepted', 'refused', 'failed')),
    code         text,
    problem      text,
    answered_at  timestamptz,
    PRIMARY KEY (list_id, position),
    FOREIGN KEY (workspace_id, list_id) REFERENCES offboarding.lists (workspace_id, id),
    CONSTRAINT a_line_that_is_no_case_says_why CHECK (status NOT IN ('refused', 'failed') OR problem IS NOT NULL)
);
COMMENT ON TABLE offboarding.list_lines IS 'The people of a list. No foreign key to users: whom a line names may not exist.';
COMMENT ON COLUMN offboarding.list_lines.position IS 'From 0 on, as in users[17].';
COMMENT ON COLUMN offboarding.list_lines.request_id IS 'UUIDv5 of the list''s request and the line: the request of the person''s own case.';
COMMENT ON COLUMN offboarding.list_lines.line IS 'JSON as it came.';
CREATE INDEX list_lines_waiting ON offboarding.list_lines (list_id, position) WHERE status = 'waiting';
CREATE INDEX list_lines_by_user ON offboarding.list_lines (list_id, user_id);
CREATE INDEX list_lines_by_request ON offboarding.list_lines (workspace_id, request_id);

ALTER TABLE offboarding.approvals ADD FOREIGN KEY (workspace_id, list_id) REFERENCES offboarding.lists (workspace_id, id);
