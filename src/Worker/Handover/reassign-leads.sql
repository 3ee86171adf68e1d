-- One batch; the parameters are those of reassign-conversations.sql. ($6, waking snoozed ones, has no meaning here.)
WITH batch AS MATERIALIZED (
    SELECT array_agg(taken.id) AS ids
    FROM (SELECT id FROM workspace.leads
          WHERE workspace_id = $1 AND assignee_id = $2 AND status = 'open' AND id > $3
            /*filter AND updated_at < $8 filter*/
          ORDER BY id LIMIT 1000
          FOR NO KEY UPDATE SKIP LOCKED) taken),
came AS MATERIALIZED (
    SELECT DISTINCT h.moved_at FROM offboarding.handover h WHERE h.workspace_id = $1 AND h.recipient_id = $2 AND h.kind = 'leads'),
carried AS MATERIALIZED (
    SELECT array_agg(k.id) AS ids
    FROM (SELECT w.id FROM workspace.leads w, batch b
          WHERE EXISTS (SELECT FROM came) AND w.workspace_id = $1 AND w.assignee_id = $2 AND w.status = 'open'
            AND w.id > $3 AND w.id <= b.ids[cardinality(b.ids)] AND w.updated_at IN (SELECT moved_at FROM came)
          ORDER BY w.id) k),
moved AS (
    UPDATE workspace.leads w
    SET assignee_id = ($4::uuid[])[($5::int[])[width_bucket(w.id, b.ids)]], updated_at = now()
    FROM batch b, carried k
    WHERE w.workspace_id = $1 AND w.assignee_id = $2 AND w.status = 'open'
      AND w.id > $3 AND w.id <= b.ids[cardinality(b.ids)] AND w.id = b.ids[width_bucket(w.id, b.ids)]
      /*filter AND w.updated_at < $8 filter*/
      AND (NOT EXISTS (SELECT FROM came)
           OR (w.updated_at IN (SELECT moved_at FROM came)) = coalesce(w.id = k.ids[width_bucket(w.id, k.ids)], false))
    RETURNING w.id, w.assignee_id),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, carried_ids)
    SELECT $1, $7, 'leads', m.assignee_id, array_agg(m.id), min(m.id), max(m.id),
           array_agg(m.id) FILTER (WHERE m.id = k.ids[width_bucket(m.id, k.ids)])
    FROM moved m, carried k
    GROUP BY m.assignee_id)
SELECT count(*), coalesce(max(id), 0), (SELECT coalesce(cardinality(ids), 0) FROM batch) FROM moved
