-- What tells the same request from another one with its id: of a departure the case, or its refusal, keeps it. Rows of before have none, and are compared with nothing.
ALTER TABLE offboarding.cases ADD COLUMN fingerprint bytea;
COMMENT ON COLUMN offboarding.cases.fingerprint IS 'SHA-256 of the request that asked for the departure; null: it is of an earlier version or a line of a list, or something was on record about its id before.';

-- part
-- The same replay a second time is answered with nothing, as the same discard is.
ALTER TABLE offboarding.refusals ADD COLUMN fingerprint bytea, ADD COLUMN replay_request uuid;
COMMENT ON COLUMN offboarding.refusals.fingerprint IS 'SHA-256 of the departure that was asked for; null: of anything else.';

-- part
ALTER TABLE offboarding.parked_messages ADD COLUMN replay_request uuid;
