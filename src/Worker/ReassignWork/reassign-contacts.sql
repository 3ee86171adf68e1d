-- One batch; the parameters are those of reassign-conversations.sql. ($6, waking snoozed ones, has no meaning here.)
WITH batch AS MATERIALIZED (
    SELECT array_agg(taken.id) AS ids
    FROM (SELECT id FROM workspace.contacts
          WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'deleted' AND id > $3
            /*filter AND updated_at < $8 filter*/
          ORDER BY id LIMIT 1000
          FOR NO KEY UPDATE SKIP LOCKED) taken),
moved AS (
    UPDATE workspace.contacts w
    SET assignee_id = ($4::uuid[])[($5::int[])[width_bucket(w.id, b.ids)]], updated_at = now()
    FROM batch b
    WHERE w.workspace_id = $1 AND w.assignee_id = $2 AND w.status <> 'deleted'
      AND w.id > $3 AND w.id <= b.ids[cardinality(b.ids)] AND w.id = b.ids[width_bucket(w.id, b.ids)]
      /*filter AND w.updated_at < $8 filter*/
    RETURNING w.id, w.assignee_id),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id)
    SELECT $1, $7, 'contacts', assignee_id, array_agg(id), min(id), max(id)
    FROM moved
    GROUP BY assignee_id)
SELECT count(*), coalesce(max(id), 0), (SELECT coalesce(cardinality(ids), 0) FROM batch) FROM moved
