-- One batch of an undo: ledger rows of the cases it undoes, from the newest to the oldest. $1 workspace, $2 rows before this one (0: from the
-- newest), $3 how many items, $4 who gets them, $5 the undo. Written for conversations; UndoHandoverStep puts the words of another kind in.
--
-- Nobody has touched an item that is open, with the recipient of the ledger's row, and not changed since: both times are the now() of one
-- transaction. The product's own moves are no touch: an item that a later row moved on is where that row put it, if every row in between
-- carried it on untouched. An undo of something earlier took it out of this chain for good. An item that is with the receiver anyway is
-- no leftover. What was woken sleeps again, unless its time has passed meanwhile.
WITH undone AS MATERIALIZED (
    SELECT unnest(array_prepend(c.undoes, coalesce(c.undoes_also, '{}'))) AS id FROM offboarding.cases c WHERE c.id = $5),
ledger AS MATERIALIZED (
    SELECT id, recipient_id, item_ids, woken_ids, moved_at
    FROM (SELECT h.*, sum(cardinality(h.item_ids)) OVER (ORDER BY h.id DESC) - cardinality(h.item_ids) AS items_before
          FROM (SELECT newest.* FROM undone u CROSS JOIN LATERAL (
                    SELECT h.id, h.recipient_id, h.item_ids, h.woken_ids, h.moved_at FROM offboarding.handover h
                    WHERE h.case_id = u.id AND h.kind = 'conversations' AND ($2 = 0 OR h.id < $2)
                    ORDER BY h.id DESC LIMIT 200) newest
                ORDER BY newest.id DESC LIMIT 200) h) h
    WHERE items_before < $3),
woken AS (SELECT l.id AS row_id, w.id FROM ledger l CROSS JOIN LATERAL unnest(l.woken_ids) w (id)),
item AS MATERIALIZED (
    SELECT i.id, l.id AS row_id, l.recipient_id, l.moved_at, woken.id IS NOT NULL AS woken
    FROM ledger l
    CROSS JOIN LATERAL unnest(l.item_ids) i (id)
    LEFT JOIN woken ON woken.row_id = l.id AND woken.id = i.id),
-- What became of an item that is not where its row put it: where our own later moves put it last, whether each of them carried it on untouched,
-- whether an undo of something earlier took it home, and whether somebody else than we moved it between two of them.
later AS MATERIALIZED (
    SELECT i.id, i.row_id, w.assignee_id, w.updated_at, moves.*
    FROM item i
    JOIN workspace.conversations w ON w.workspace_id = $1 AND w.id = i.id AND w.status <> 'closed' AND w.assignee_id IS DISTINCT FROM $4
        AND (w.updated_at <> i.moved_at OR w.assignee_id IS DISTINCT FROM i.recipient_id)
    CROSS JOIN LATERAL (
        SELECT count(*) AS moves, (array_agg(h.recipient_id ORDER BY h.id DESC))[1] AS recipient_id, (array_agg(h.moved_at ORDER BY h.id DESC))[1] AS moved_at,
               bool_or(h.woken) AS woken, bool_and(h.carried) AS carried,
               coalesce(bool_or(h.kind = 'undo' AND EXISTS (
                   SELECT FROM offboarding.handover x
                   WHERE x.case_id = ANY (h.undone) AND x.kind = 'conversations' AND x.id <= i.row_id
                     AND point(x.first_id, x.last_id) <@ box(point('-infinity', i.id), point(i.id, 'infinity')) AND x.item_ids @> ARRAY[i.id])), false) AS given_back,
               coalesce(bool_or(NOT h.carried AND h.kind <> 'undo' AND h.came_from IS DISTINCT FROM h.left_with), false) AS moved_between
        FROM (SELECT h.id, h.recipient_id, h.moved_at, coalesce(i.id = ANY (h.woken_ids), false) AS woken, coalesce(i.id = ANY (h.carried_ids), false) AS carried,
                     c.kind, array_prepend(c.undoes, coalesce(c.undoes_also, '{}')) AS undone,
                     c.user_id AS came_from, lag(h.recipient_id, 1, i.recipient_id) OVER (ORDER BY h.id) AS left_with
              FROM offboarding.handover h
              JOIN offboarding.cases c ON c.id = h.case_id
              WHERE h.workspace_id = $1 AND h.kind = 'conversations' AND h.id > i.row_id
                AND point(h.first_id, h.last_id) <@ box(point('-infinity', i.id), point(i.id, 'infinity')) AND h.item_ids @> ARRAY[i.id]) h) moves),
moved_on AS (
    SELECT l.id, l.row_id, l.recipient_id, l.moved_at, l.woken FROM later l
    WHERE l.carried AND NOT l.given_back AND l.updated_at = l.moved_at AND l.assignee_id IS NOT DISTINCT FROM l.recipient_id),
held AS (
    SELECT i.id, CASE WHEN m.id IS NULL THEN i.recipient_id ELSE m.recipient_id END AS holder_id, coalesce(m.moved_at, i.moved_at) AS since,
           i.woken OR coalesce(m.woken, false) AS woken
    FROM item i
    LEFT JOIN moved_on m ON m.id = i.id AND m.row_id = i.row_id),
given AS (
    UPDATE workspace.conversations w
    SET assignee_id = $4, /*sleeps*/status = CASE WHEN i.woken AND w.status = 'open' AND (w.due_at IS NULL OR w.due_at > now()) THEN 'snoozed' ELSE w.status END, /*end*/updated_at = now()
    FROM held i
    WHERE w.workspace_id = $1 AND w.id = i.id AND w.status <> 'closed'
      AND w.assignee_id IS NOT DISTINCT FROM i.holder_id AND w.updated_at = i.since
    RETURNING w.id),
noted AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, carried_ids)
    SELECT $1, $5, 'conversations', $4, array_agg(id ORDER BY id), min(id), max(id), array_agg(id ORDER BY id) FROM given HAVING count(*) > 0),
listed AS (
    INSERT INTO offboarding.undo_leftovers (workspace_id, case_id, kind, item_id, reason)
    SELECT $1, $5, 'conversations', i.id,
           CASE WHEN w.id IS NULL THEN 'deleted'
                WHEN NOT w.status <> 'closed' THEN 'closed'
                WHEN l.given_back THEN 'returned'
                WHEN l.moved_between OR w.assignee_id IS DISTINCT FROM CASE WHEN l.moves > 0 THEN l.recipient_id ELSE i.recipient_id END THEN 'reassigned'
                ELSE 'edited' END
    FROM item i
    LEFT JOIN workspace.conversations w ON w.workspace_id = $1 AND w.id = i.id
    LEFT JOIN later l ON l.id = i.id AND l.row_id = i.row_id
    WHERE NOT EXISTS (SELECT FROM given g WHERE g.id = i.id)
      AND (w.id IS NULL OR w.assignee_id IS DISTINCT FROM $4 OR NOT w.status <> 'closed')
    ON CONFLICT DO NOTHING)
SELECT coalesce(sum(cardinality(item_ids)), 0), coalesce(min(id), 0) FROM ledger
