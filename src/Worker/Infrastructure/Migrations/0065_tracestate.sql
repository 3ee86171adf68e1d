-- A place in a trace is the W3C header traceparent and, after a blank, tracestate if the sender gave one: only ever read and written together, so
-- that one column keeps them together (docs/adr/0028).
COMMENT ON COLUMN offboarding.outbox.traceparent IS 'The span the message was written in, and after a blank its tracestate; the subscriber continues it.';
COMMENT ON COLUMN offboarding.cases.traceparent IS 'The span that opened the case, and after a blank its tracestate; whatever is done for it later is part of that trace.';
COMMENT ON COLUMN offboarding.lists.traceparent IS 'The span that took the list in, and after a blank its tracestate; each line has a trace of its own with a link to it.';
