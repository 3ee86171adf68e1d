-- One batch; the parameters are those of reassign-conversations.sql. ($7, waking snoozed ones, has no meaning here.)
WITH batch AS MATERIALIZED (
    SELECT taken.id, (row_number() OVER (ORDER BY taken.id))::int AS n
    FROM (SELECT id FROM workspace.tasks
          WHERE workspace_id = $1 AND assignee_id = $2 AND status = 'pending' AND id > $3
            /*filter AND updated_at < $9 filter*/
          ORDER BY id LIMIT $4
          FOR NO KEY UPDATE SKIP LOCKED) taken),
moved AS (
    UPDATE workspace.tasks w
    SET assignee_id = ($5::uuid[])[($6::int[])[b.n]], updated_at = now()
    FROM batch b
    WHERE w.workspace_id = $1 AND w.id = b.id
    RETURNING w.id, w.assignee_id),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids)
    SELECT $1, $8, 'tasks', assignee_id, array_agg(id)
    FROM moved
    GROUP BY assignee_id)
SELECT count(*), coalesce(max(id), 0) FROM moved
