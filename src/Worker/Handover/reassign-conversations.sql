-- One batch, in one pass over the leaver's index. $1 workspace, $2 leaver, $3 look after this id, $4 recipients, $5 for each item
-- the recipient's place, $6 wake snoozed ones, $7 case. The batch's size is written into the text, and FOR NO KEY UPDATE
-- SKIP LOCKED is taken out of it, by MoveItems, which says why. An item's place is that of its id among the ids of the batch.
-- Carried are those that an earlier handover or undo had given to the leaver and nobody has touched since: their time is still that move's.
-- With a filter: $8 last changed before, $9 states; else these lines stay comments (FilteredSql).
WITH batch AS MATERIALIZED (
    SELECT array_agg(taken.id) AS ids
    FROM (SELECT id FROM workspace.conversations
          WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'closed' AND id > $3
            /*filter AND updated_at < $8 AND status = ANY ($9) filter*/
          ORDER BY id LIMIT 1000
          FOR NO KEY UPDATE SKIP LOCKED) taken),
snoozed AS MATERIALIZED (
    SELECT array_agg(s.id) AS ids
    FROM (SELECT c.id FROM workspace.conversations c, batch b
          WHERE $6 AND c.workspace_id = $1 AND c.assignee_id = $2 AND c.status = 'snoozed'
            AND c.id > $3 AND c.id <= b.ids[cardinality(b.ids)]
          ORDER BY c.id) s),
came AS MATERIALIZED (
    SELECT DISTINCT h.moved_at FROM offboarding.handover h WHERE h.workspace_id = $1 AND h.recipient_id = $2 AND h.kind = 'conversations'),
carried AS MATERIALIZED (
    SELECT array_agg(k.id) AS ids
    FROM (SELECT c.id FROM workspace.conversations c, batch b
          WHERE EXISTS (SELECT FROM came) AND c.workspace_id = $1 AND c.assignee_id = $2 AND c.status <> 'closed'
            AND c.id > $3 AND c.id <= b.ids[cardinality(b.ids)] AND c.updated_at IN (SELECT moved_at FROM came)
          ORDER BY c.id) k),
moved AS (
    UPDATE workspace.conversations c
    SET assignee_id = ($4::uuid[])[($5::int[])[width_bucket(c.id, b.ids)]],
        status = CASE WHEN $6 AND c.status = 'snoozed' THEN 'open' ELSE c.status END,
        updated_at = now()
    FROM batch b, snoozed s, carried k
    WHERE c.workspace_id = $1 AND c.assignee_id = $2 AND c.status <> 'closed'
      AND c.id > $3 AND c.id <= b.ids[cardinality(b.ids)] AND c.id = b.ids[width_bucket(c.id, b.ids)]
      /*filter AND c.updated_at < $8 AND c.status = ANY ($9) filter*/
      AND (NOT $6 OR (c.status = 'snoozed') = coalesce(c.id = s.ids[width_bucket(c.id, s.ids)], false))
      AND (NOT EXISTS (SELECT FROM came)
           OR (c.updated_at IN (SELECT moved_at FROM came)) = coalesce(c.id = k.ids[width_bucket(c.id, k.ids)], false))
    RETURNING c.id, c.assignee_id),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, woken_ids, carried_ids)
    SELECT $1, $7, 'conversations', m.assignee_id, array_agg(m.id), min(m.id), max(m.id),
           coalesce(array_agg(m.id) FILTER (WHERE m.id = s.ids[width_bucket(m.id, s.ids)]), '{}'),
           array_agg(m.id) FILTER (WHERE m.id = k.ids[width_bucket(m.id, k.ids)])
    FROM moved m, snoozed s, carried k
    GROUP BY m.assignee_id)
SELECT count(*), coalesce(max(id), 0), (SELECT coalesce(cardinality(ids), 0) FROM batch) FROM moved
