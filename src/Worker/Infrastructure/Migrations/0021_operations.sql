-- What became of an operation, and who asked for the request that opened a case: the audit trail by operation.
CREATE INDEX audit_by_operation ON offboarding.audit (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX previews_by_request ON offboarding.previews (request_id);

-- The Now page looks at the last minutes or hours, however many cases there were before.
CREATE INDEX cases_by_lockout ON offboarding.cases (sessions_ended_at) INCLUDE (requested_at, due_at)
    WHERE sessions_ended_at IS NOT NULL AND kind = 'deactivate';
CREATE INDEX step_attempts_by_time ON offboarding.step_attempts (failed_at);

CREATE TABLE offboarding.queues (
    name      text PRIMARY KEY,
    ready     bigint NOT NULL CHECK (ready >= 0),
    consumers integer NOT NULL CHECK (consumers >= 0),
    seen_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE offboarding.queues IS 'What a worker last saw in the broker, so that the dashboard needs no credentials of it.';
COMMENT ON COLUMN offboarding.queues.ready IS 'Messages that nobody has taken yet.';
