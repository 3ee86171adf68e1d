-- A workspace has half of what a worker has at hand of a queue; what comes beyond that waits here until it is called, so that it keeps no other workspace's messages waiting.
CREATE TABLE offboarding.waiting_messages (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id uuid NOT NULL,
    message_id   uuid NOT NULL,
    exchange     text NOT NULL,
    content_type text,
    body         bytea NOT NULL,
    traceparent  text,
    publisher    text,
    since        timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE offboarding.waiting_messages IS 'Commands that wait until their workspace has fewer at hand; then they go to their queue again, through the outbox.';
CREATE INDEX waiting_messages_in_line ON offboarding.waiting_messages (workspace_id, exchange, id);

ALTER TABLE offboarding.outbox ADD COLUMN publisher text, ADD COLUMN was_called boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN offboarding.outbox.publisher IS 'The broker''s user who published it, of a message that goes to its queue a second time.';
COMMENT ON COLUMN offboarding.outbox.was_called IS 'It waited for its workspace (waiting_messages), and its turn has come.';
