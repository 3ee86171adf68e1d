-- What the broker refuses is set apart from what has never failed, so that it holds nothing up; refused too often, it becomes a dead letter.
ALTER TABLE offboarding.outbox ADD COLUMN rejections integer NOT NULL DEFAULT 0, ADD COLUMN retry_at timestamptz;
COMMENT ON COLUMN offboarding.outbox.rejections IS 'How often the broker said no to this message. A broker that is away says nothing, and is not counted.';
COMMENT ON COLUMN offboarding.outbox.retry_at IS 'When it is sent again, if it was refused; the pause doubles.';

-- part
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_rejected ON offboarding.outbox (retry_at) WHERE rejections > 0;

-- part
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_lockout ON offboarding.outbox (id)
    WHERE rejections = 0 AND exchange IN ('offboarding.run-lockout-step', 'offboarding.start-case');

-- part
ALTER TABLE offboarding.parked_messages DROP CONSTRAINT parked_messages_reason_check,
    ADD CONSTRAINT parked_messages_reason_check CHECK (reason IN ('unreadable', 'not-understood', 'failed', 'not-delivered')) NOT VALID;

-- part
ALTER TABLE offboarding.parked_messages VALIDATE CONSTRAINT parked_messages_reason_check;
