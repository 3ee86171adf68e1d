-- An operator may say that nobody has to look at a stored message any more. Nothing is deleted by it.
ALTER TABLE offboarding.refusals
    ADD COLUMN replayed_by text,
    ADD COLUMN discarded_at timestamptz,
    ADD COLUMN discarded_by text,
    ADD COLUMN discard_reason text,
    ADD COLUMN discard_request uuid,
    ADD CONSTRAINT what_is_discarded_says_who_and_why CHECK (num_nulls(discarded_at, discarded_by, discard_reason, discard_request) IN (0, 4));
ALTER TABLE offboarding.parked_messages
    ADD COLUMN replayed_by text,
    ADD COLUMN discarded_by text,
    ADD COLUMN discard_reason text,
    ADD COLUMN discard_request uuid,
    ADD CONSTRAINT what_is_discarded_says_who_and_why CHECK (num_nulls(discarded_at, discarded_by, discard_reason, discard_request) IN (0, 4));
COMMENT ON COLUMN offboarding.refusals.discarded_at IS 'When somebody said that nobody has to look at it; it can still be replayed. A refusal that is said again is looked at again.';
COMMENT ON COLUMN offboarding.refusals.discard_request IS 'The request id: the same request again changes nothing.';
COMMENT ON COLUMN offboarding.parked_messages.discarded_at IS 'When somebody said that nobody has to look at it; it can still be replayed.';
COMMENT ON COLUMN offboarding.parked_messages.discard_request IS 'The request id: the same request again changes nothing.';
CREATE INDEX refusals_discarded ON offboarding.refusals (refused_at DESC) WHERE discarded_at IS NOT NULL;
CREATE INDEX parked_messages_discarded ON offboarding.parked_messages (parked_at DESC) WHERE discarded_at IS NOT NULL;
