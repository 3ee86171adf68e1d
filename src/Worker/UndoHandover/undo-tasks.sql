-- One batch of an undo; the parameters are those of undo-conversations.sql.
WITH ledger AS MATERIALIZED (
    SELECT id, recipient_id, item_ids, moved_at
    FROM (SELECT h.*, sum(cardinality(h.item_ids)) OVER (ORDER BY h.id DESC) - cardinality(h.item_ids) AS items_before
          FROM (SELECT id, recipient_id, item_ids, moved_at FROM offboarding.handover
                WHERE case_id = $2 AND kind = 'tasks' AND ($3 = 0 OR id < $3)
                ORDER BY id DESC LIMIT 200) h) h
    WHERE items_before < $4),
item AS MATERIALIZED (
    SELECT i.id, l.recipient_id, l.moved_at FROM ledger l CROSS JOIN LATERAL unnest(l.item_ids) i (id)),
given AS (
    UPDATE workspace.tasks w
    SET assignee_id = $5, updated_at = now()
    FROM item i
    WHERE w.workspace_id = $1 AND w.id = i.id AND w.status = 'pending'
      AND w.assignee_id IS NOT DISTINCT FROM i.recipient_id AND w.updated_at = i.moved_at
    RETURNING w.id),
noted AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id)
    SELECT $1, $6, 'tasks', $5, array_agg(id ORDER BY id), min(id), max(id) FROM given HAVING count(*) > 0),
listed AS (
    INSERT INTO offboarding.undo_leftovers (workspace_id, case_id, kind, item_id, reason)
    SELECT $1, $6, 'tasks', i.id,
           CASE WHEN w.id IS NULL THEN 'deleted'
                WHEN w.status <> 'pending' THEN 'closed'
                WHEN w.assignee_id IS DISTINCT FROM i.recipient_id THEN 'reassigned'
                ELSE 'edited' END
    FROM item i
    LEFT JOIN workspace.tasks w ON w.workspace_id = $1 AND w.id = i.id
    WHERE NOT EXISTS (SELECT FROM given g WHERE g.id = i.id)
      AND (w.id IS NULL OR w.assignee_id IS DISTINCT FROM $5 OR NOT w.status = 'pending')
    ON CONFLICT DO NOTHING)
SELECT coalesce(sum(cardinality(item_ids)), 0), coalesce(min(id), 0) FROM ledger
