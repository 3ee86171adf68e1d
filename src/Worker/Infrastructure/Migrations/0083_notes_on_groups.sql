-- Notes on a group of failures: /failures looks for them for each group, in a table that holds everything there ever was.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_notes_on_groups ON offboarding.audit ((details ->> 'step'), (details ->> 'kind'), id)
    WHERE case_id IS NULL AND action IN ('note-added', 'taken-on', 'let-go');
