-- Who called a case off; the deactivation that comes again is answered with it.
ALTER TABLE offboarding.cases ADD COLUMN cancelled_at timestamptz, ADD COLUMN cancel_request_id uuid;
COMMENT ON COLUMN offboarding.cases.cancel_request_id IS 'The request that called it off (F1); null if nobody did.';
