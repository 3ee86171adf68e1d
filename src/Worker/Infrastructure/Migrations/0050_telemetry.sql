-- Where a message or a case stands in a trace, as the W3C header traceparent. A row is sent later, by any process, and a case lives for days: what
-- is only in the memory of a process would end there (docs/adr/0028). Null: nobody traced it.
ALTER TABLE offboarding.outbox ADD COLUMN traceparent text;

-- part
ALTER TABLE offboarding.cases ADD COLUMN traceparent text;

-- part
ALTER TABLE offboarding.lists ADD COLUMN traceparent text;

-- part
COMMENT ON COLUMN offboarding.outbox.traceparent IS 'The span the message was written in; the subscriber continues it.';
COMMENT ON COLUMN offboarding.cases.traceparent IS 'The span that opened the case; whatever is done for it later is part of that trace.';
COMMENT ON COLUMN offboarding.lists.traceparent IS 'The span that took the list in; each line has a trace of its own with a link to it.';
