-- What a command on a workspace was answered with, so that the same request again gets the same answer.
CREATE TABLE offboarding.answers (
    workspace_id uuid NOT NULL REFERENCES workspace.workspaces,
    request_id   uuid NOT NULL,
    message_name text NOT NULL,
    user_id      uuid,
    fingerprint  bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    events       json NOT NULL,
    refusal_id   uuid REFERENCES offboarding.refusals,
    answered_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, request_id)
);
COMMENT ON TABLE offboarding.answers IS 'Requests that were carried out or refused, each with the events it was answered with.';
COMMENT ON COLUMN offboarding.answers.fingerprint IS 'SHA-256 of message name and command: the same request id with anything else in it is a conflict.';
COMMENT ON COLUMN offboarding.answers.events IS 'json, not jsonb: the bodies go out again word for word.';
COMMENT ON COLUMN offboarding.answers.refusal_id IS 'The "no", if it was one. Once that is replayed the request is decided anew.';
