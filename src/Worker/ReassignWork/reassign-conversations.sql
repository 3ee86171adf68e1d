-- One batch. $1 workspace, $2 leaver, $3 look after this id, $4 how many, $5 recipients, $6 for each item the recipient's
-- place, $7 wake snoozed ones, $8 case; with a filter $9 last changed before, $10 states. Rows that others hold are left for the last pass, which waits.
WITH batch AS MATERIALIZED (
    SELECT taken.id, taken.status, (row_number() OVER (ORDER BY taken.id))::int AS n
    FROM (SELECT id, status FROM workspace.conversations
          WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'closed' AND id > $3
            /*filter AND updated_at < $9 AND status = ANY ($10) filter*/
          ORDER BY id LIMIT $4
          FOR NO KEY UPDATE SKIP LOCKED) taken),
moved AS (
    UPDATE workspace.conversations c
    SET assignee_id = ($5::uuid[])[($6::int[])[b.n]],
        status = CASE WHEN $7 AND b.status = 'snoozed' THEN 'open' ELSE c.status END,
        updated_at = now()
    FROM batch b
    WHERE c.workspace_id = $1 AND c.id = b.id
    RETURNING c.id, c.assignee_id, $7 AND b.status = 'snoozed' AS woken),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, woken_ids)
    SELECT $1, $8, 'conversations', assignee_id, array_agg(id), coalesce(array_agg(id) FILTER (WHERE woken), '{}')
    FROM moved
    GROUP BY assignee_id)
SELECT count(*), coalesce(max(id), 0) FROM moved
