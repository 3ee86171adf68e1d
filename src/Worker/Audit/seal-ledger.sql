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
