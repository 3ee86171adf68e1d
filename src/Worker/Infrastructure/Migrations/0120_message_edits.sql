-- What operators sent in the place of stored messages (docs/adr/0039): the original and the edited text, also where it was declined.
CREATE TABLE offboarding.message_edits (
    id                    uuid PRIMARY KEY,
    message_id            uuid NOT NULL,
    message_name          text NOT NULL,
    sent                  boolean NOT NULL,
    errors                jsonb NOT NULL,
    original_body         bytea NOT NULL,
    original_content_type text NOT NULL,
    body                  bytea NOT NULL,
    edited_by             text NOT NULL,
    reason                text NOT NULL,
    edited_at             timestamptz NOT NULL DEFAULT now(),
    workspace_id          uuid,
    request_id            uuid,
    erased_at             timestamptz
);
COMMENT ON TABLE offboarding.message_edits IS 'Stored messages that operators edited. No foreign keys: a refusal that is said again is the same row with another body, and what an edit names may not exist.';
COMMENT ON COLUMN offboarding.message_edits.id IS 'The request id of the replay: the same request again changes nothing.';
COMMENT ON COLUMN offboarding.message_edits.message_id IS 'The refusal or the parked message.';
COMMENT ON COLUMN offboarding.message_edits.sent IS 'False: the errors stood against it, and nothing was sent.';
COMMENT ON COLUMN offboarding.message_edits.original_body IS 'As it was stored when it was edited.';
COMMENT ON COLUMN offboarding.message_edits.request_id IS 'Of the edited text.';
COMMENT ON COLUMN offboarding.message_edits.erased_at IS 'When both texts and the reason were erased, because they named somebody who was deleted (D8).';
CREATE INDEX message_edits_by_message ON offboarding.message_edits (message_id, edited_at);
CREATE INDEX message_edits_by_request ON offboarding.message_edits (workspace_id, request_id) WHERE sent;
CREATE INDEX message_edits_by_time ON offboarding.message_edits (edited_at);
