-- What is added here to tables that may hold millions of rows is built concurrently, so that nobody who writes to them waits. Databases that were upgraded day
-- by day have some of them already.
CREATE INDEX CONCURRENTLY IF NOT EXISTS cases_undone_also ON offboarding.cases (workspace_id) WHERE undoes_also IS NOT NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS refusals_replayed ON offboarding.refusals (request_id) WHERE replayed_at IS NOT NULL AND asker_was_permitted;

-- What waits on every page's strip: counted every half second, and most of what there ever was is over.
CREATE INDEX CONCURRENTLY IF NOT EXISTS refusals_waiting ON offboarding.refusals (refused_at)
    WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL;

-- A filter that names somebody ("By ines castro") compares without regard to capitals.
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_by_lower_name ON workspace.users (lower(name));
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_by_lower_email ON workspace.users (lower(email));

-- What was done to somebody, whether there is a case for it or not: the audit page by person.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_by_person ON offboarding.audit ((details ->> 'userId'), id) WHERE details ->> 'userId' IS NOT NULL;

-- Retention looks for the oldest answers, and for those of a refusal.
CREATE INDEX CONCURRENTLY IF NOT EXISTS answers_by_time ON offboarding.answers (answered_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS answers_by_refusal ON offboarding.answers (refusal_id) WHERE refusal_id IS NOT NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_ledger_seals ON offboarding.audit (workspace_id, id) WHERE action = 'ledger-sealed';
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_messages_resent ON offboarding.audit (operation_id) WHERE action = 'message-resent';
