-- name: audit-add(WorkspaceId, CaseId, Actor, Action, OperationId, details)
INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
VALUES (@WorkspaceId, @CaseId, @Actor, @Action, @OperationId,
        @details::jsonb || CASE WHEN current_setting('offboarding.publisher', true) <> '' THEN jsonb_build_object('publisher', current_setting('offboarding.publisher', true)) ELSE '{}' END)

-- name: no-time-limit()
-- Reading all of it takes as long as it takes. For this transaction only: the pool does not reset the settings of a session (NoResetOnClose).
SET LOCAL statement_timeout = 0

-- name: verify-audit()
-- What is wrong with the chains; no row: nothing. Each finding names the entry (0: none) and the place in its workspace's chain. A chain begins
-- after the entries that retention deleted.
WITH linked AS (
    SELECT c.workspace_id, c.number, c.audit_id, c.previous_hash, c.hash,
           coalesce(lag(c.number) OVER chain, h.forgotten, 0) AS number_before,
           CASE WHEN lag(c.number) OVER chain IS NULL THEN h.forgotten_hash ELSE lag(c.hash) OVER chain END AS hash_before,
           a.id IS NULL AS gone, offboarding.audit_hash(a, c.number, c.previous_hash) AS hash_now
    FROM offboarding.audit_chain c
    LEFT JOIN offboarding.audit a ON a.id = c.audit_id AND a.workspace_id = c.workspace_id
    LEFT JOIN offboarding.audit_heads h ON h.workspace_id = c.workspace_id
    WINDOW chain AS (PARTITION BY c.workspace_id ORDER BY c.number))
SELECT workspace_id, number, audit_id,
       CASE WHEN gone THEN 'missing'
            WHEN hash_now <> hash THEN 'changed'
            WHEN number <> number_before + 1 THEN 'missing-before'
            ELSE 'reordered' END AS problem
FROM linked
WHERE gone OR hash_now <> hash OR number <> number_before + 1 OR previous_hash IS DISTINCT FROM hash_before
UNION ALL
SELECT h.workspace_id, h.number, 0, 'missing-at-the-end'
FROM offboarding.audit_heads h
LEFT JOIN LATERAL (SELECT c.number, c.hash FROM offboarding.audit_chain c
                   WHERE c.workspace_id = h.workspace_id ORDER BY c.number DESC LIMIT 1) last ON true
WHERE h.number <> coalesce(last.number, h.forgotten) OR h.hash IS DISTINCT FROM coalesce(last.hash, h.forgotten_hash)
UNION ALL
SELECT a.workspace_id, 0, a.id, 'not-in-the-chain'
FROM offboarding.audit a
WHERE NOT EXISTS (SELECT FROM offboarding.audit_chain c WHERE c.audit_id = a.id)
UNION ALL
-- What went to whom, as it was sealed.
SELECT a.workspace_id, coalesce(c.number, 0), a.id, 'ledger-changed'
FROM offboarding.audit a
LEFT JOIN offboarding.audit_chain c ON c.audit_id = a.id
CROSS JOIN LATERAL offboarding.ledger_hash(a.workspace_id, (a.details ->> 'after')::bigint, (a.details ->> 'upTo')::bigint) now
WHERE a.action = 'ledger-sealed' AND (now.row_count, now.hash) IS DISTINCT FROM ((a.details ->> 'rows')::bigint, a.details ->> 'hash')
ORDER BY 1, 2, 3

-- name: seal-ledger(age, actor)
-- For each workspace the rows of the ledger behind its last seal, up to 100,000 at once. Rows that are younger than @age wait: one with a lower id may not be committed yet.
WITH last AS (
    SELECT w.id AS workspace_id,
           coalesce((SELECT max((a.details ->> 'upTo')::bigint) FROM offboarding.audit a WHERE a.workspace_id = w.id AND a.action = 'ledger-sealed'), 0) AS sealed
    FROM workspace.workspaces w),
fresh AS (
    SELECT l.workspace_id, l.sealed, r.up_to
    FROM last l
    CROSS JOIN LATERAL (
        SELECT max(h.id) AS up_to
        FROM (SELECT h.id FROM offboarding.handover h
              WHERE h.workspace_id = l.workspace_id AND h.id > l.sealed AND h.moved_at < now() - @age
              ORDER BY h.id LIMIT 100000) h) r
    WHERE r.up_to IS NOT NULL)
INSERT INTO offboarding.audit (workspace_id, actor, action, details)
SELECT f.workspace_id, @actor, 'ledger-sealed', jsonb_build_object('after', f.sealed, 'upTo', f.up_to, 'rows', s.row_count, 'hash', s.hash)
FROM fresh f CROSS JOIN LATERAL offboarding.ledger_hash(f.workspace_id, f.sealed, f.up_to) s

-- name: audit-heads()
SELECT workspace_id, number, encode(hash, 'hex') FROM offboarding.audit_heads ORDER BY workspace_id
