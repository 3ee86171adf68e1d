-- What operators were told of, so that they are told once, and once more when it is over.
CREATE TABLE offboarding.alerts (
    kind       text NOT NULL,
    subject    text NOT NULL DEFAULT '',
    told_count bigint NOT NULL,
    told_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, subject)
);
COMMENT ON TABLE offboarding.alerts IS 'Troubles that operators were told of and that are not over. Names nobody.';
COMMENT ON COLUMN offboarding.alerts.subject IS 'What the troubles of a kind have in common: step and kind of error, or the code of a refusal.';

-- What is to be sent, one row for each channel, written with the alert: a channel that is away holds up nothing and loses nothing.
CREATE TABLE offboarding.alert_messages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel         text NOT NULL,
    title           text NOT NULL,
    body            text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz DEFAULT now(),
    sent_at         timestamptz,
    last_error      text
);
COMMENT ON COLUMN offboarding.alert_messages.next_attempt_at IS 'Null: it was sent, or given up after a day.';
CREATE INDEX alert_messages_due ON offboarding.alert_messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
