-- name: absence(workspaceId, userId)
-- The cases that moved somebody's work while they were away, the newest first: departures, and reassignments of what was left with them.
-- An absence begins when sign-in was closed. What an earlier absence moved is not among them, nor what was undone already.
SELECT c.id
FROM workspace.users u
JOIN offboarding.cases c ON c.workspace_id = u.workspace_id AND c.user_id = u.id
WHERE u.workspace_id = @workspaceId AND u.id = @userId
  AND c.kind IN ('deactivate', 'reassign') AND c.started_at >= u.sign_in_closed_at AND c.state NOT IN ('refused', 'cancelled')
  AND (c.state <> 'completed' OR EXISTS (SELECT FROM offboarding.handover h WHERE h.case_id = c.id))
  AND NOT EXISTS (SELECT FROM offboarding.cases o
                  WHERE o.workspace_id = c.workspace_id AND o.undoes = c.id AND o.state NOT IN ('refused', 'cancelled'))
  AND NOT EXISTS (SELECT FROM offboarding.cases o
                  WHERE o.workspace_id = c.workspace_id AND o.undoes_also IS NOT NULL AND c.id = ANY (o.undoes_also)
                    AND o.state NOT IN ('refused', 'cancelled'))
ORDER BY c.started_at DESC, c.id

-- name: undo-of-absence(caseId)
SELECT u.status AS user_status, now() AS now,
       (SELECT o.id FROM offboarding.cases o
        WHERE o.workspace_id = c.workspace_id AND (o.user_id = c.user_id OR o.gives_to = c.user_id) AND o.id <> c.id
          AND o.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress,
       ARRAY(SELECT DISTINCT h.kind FROM offboarding.handover h
             WHERE h.case_id = ANY (array_prepend(c.undoes, coalesce(c.undoes_also, '{}')))) AS kinds
FROM offboarding.cases c
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
WHERE c.id = @caseId

-- name: why-not-recipients(onlySales, WorkspaceId, teamsOf, recipients)
-- What stands against each of some people as a recipient; the conditions are those of lock-active-recipients.
SELECT p.id, coalesce(u.status, 'not a user of the workspace') AS status,
       @onlySales AND NOT EXISTS (
           SELECT FROM workspace.team_members m
           JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
           WHERE m.workspace_id = @WorkspaceId AND m.user_id = p.id) AS not_in_sales,
       @teamsOf::uuid IS NOT NULL AND NOT EXISTS (
           SELECT FROM workspace.team_members m
           JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @teamsOf
           WHERE m.workspace_id = @WorkspaceId AND m.user_id = p.id) AS not_in_team
FROM unnest(@recipients::uuid[]) WITH ORDINALITY AS p (id, place)
LEFT JOIN workspace.users u ON u.workspace_id = @WorkspaceId AND u.id = p.id
ORDER BY p.place

-- name: lock-timeout-short()
-- Long enough for anybody's short write; short enough that whoever waits for rows of this batch waits less than 100 ms.
SET LOCAL lock_timeout = '50ms'

-- name: lock-timeout-wait()
-- For rows that have to be waited for, since nothing else is left to do. The batch holds those who receive meanwhile, and one of them may have to be locked
-- out: so it waits no longer than this, lets go of everything, and comes again after a pause.
SET LOCAL lock_timeout = '250ms'

-- name: lock-timeout-reset()
SET LOCAL lock_timeout = DEFAULT

-- name: open-work(workspaceId, userId)
SELECT 'conversations', (SELECT count(*) FROM workspace.conversations
                         WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status <> 'closed')
UNION ALL
SELECT 'contacts', (SELECT count(*) FROM workspace.contacts
                    WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status <> 'deleted')
UNION ALL
SELECT 'leads', (SELECT count(*) FROM workspace.leads
                 WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status = 'open')
UNION ALL
SELECT 'tasks', (SELECT count(*) FROM workspace.tasks
                 WHERE workspace_id = @workspaceId AND assignee_id = @userId AND status = 'pending')

-- name: requires-complete-handover(workspaceId)
SELECT coalesce((policies ->> 'requireCompleteHandover')::boolean, false) FROM workspace.workspaces WHERE id = @workspaceId

-- name: change-plan(Conversations, Contacts, Leads, Tasks, changed, WorkspaceId, UserId, OffboardingId, phase, attempts, steps, totals)
-- What reopens later goes where the new plan says for its kind, to nobody if that names nobody alone; the other kinds keep their successor.
UPDATE workspace.users
SET successor_id = CASE WHEN 'conversations' = ANY (@changed) THEN @Conversations ELSE successor_id END,
    contacts_successor_id = CASE WHEN 'contacts' = ANY (@changed) THEN @Contacts ELSE contacts_successor_id END,
    leads_successor_id = CASE WHEN 'leads' = ANY (@changed) THEN @Leads ELSE leads_successor_id END,
    tasks_successor_id = CASE WHEN 'tasks' = ANY (@changed) THEN @Tasks ELSE tasks_successor_id END
WHERE workspace_id = @WorkspaceId AND id = @UserId AND status = 'inactive';

-- Every step it names waits for its start again, with a fresh number of attempts, and the plan begins anew with what is left. The new slice
-- number makes a message that is still on its way stale.
INSERT INTO offboarding.steps AS s (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @OffboardingId, c.name, @phase, @attempts FROM unnest(@steps::text[], @totals::bigint[]) AS c (name, total)
ON CONFLICT (workspace_id, case_id, name) DO UPDATE
SET status = 'waiting', slice = s.slice + 1, planned_from = s.done, resume_after = 0, next_attempt_at = NULL, progress_at = now(),
    attempt_limit = s.attempts + excluded.attempt_limit,
    total = (SELECT c.total FROM unnest(@steps::text[], @totals::bigint[]) AS c (name, total) WHERE c.name = s.name);

-- Whoever has least is counted anew: some have got items by the plan before.
UPDATE offboarding.step_recipients SET open_before = NULL
WHERE workspace_id = @WorkspaceId AND case_id = @OffboardingId AND step = ANY (@steps);

-- name: reassign-facts(WorkspaceId, UserId)
SELECT u.status,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = u.workspace_id AND c.user_id = u.id
          AND c.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM workspace.users u
WHERE u.workspace_id = @WorkspaceId AND u.id = @UserId

-- name: handover-stretches(CaseId, kind)
-- The last ids of every twentieth batch of a step. What one transaction wrote has one time.
SELECT last_id
FROM (SELECT max(last_id) AS last_id, row_number() OVER (ORDER BY max(last_id)) AS place
      FROM offboarding.handover WHERE case_id = @CaseId AND kind = @kind GROUP BY moved_at) batch
WHERE place % 20 = 0
ORDER BY last_id

-- name: handover-shares(CaseId, kind)
SELECT recipient_id, sum(cardinality(item_ids))::bigint
FROM offboarding.handover
WHERE case_id = @CaseId AND kind = @kind
GROUP BY recipient_id
ORDER BY recipient_id

-- name: recipients-of-step(WorkspaceId, CaseId, Name)
SELECT user_id, open_before, passed_on
FROM offboarding.step_recipients
WHERE workspace_id = @WorkspaceId AND case_id = @CaseId AND step = @Name
ORDER BY user_id

-- name: lock-active-recipients(WorkspaceId, recipients, onlySales, teamsOf)
-- Checked again in each batch, and held until it commits: a recipient who is deactivated meanwhile waits for the batch and
-- then finds these items among their own. Who left the sales team since gets no more leads (C7), and who left the leaver's teams nothing
-- that only those may have (F8).
SELECT u.id FROM workspace.users u
WHERE u.workspace_id = @WorkspaceId AND u.id = ANY(@recipients) AND u.status = 'active'
  AND (NOT @onlySales OR EXISTS (
      SELECT FROM workspace.team_members m
      JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
      WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id))
  AND (@teamsOf::uuid IS NULL OR EXISTS (
      SELECT FROM workspace.team_members m
      JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @teamsOf
      WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id))
ORDER BY u.id
FOR SHARE OF u

-- name: recipients-opening(WorkspaceId, CaseId, Name, people, items)
INSERT INTO offboarding.step_recipients AS r (workspace_id, case_id, step, user_id, open_before)
SELECT @WorkspaceId, @CaseId, @Name, o.user_id, o.items FROM unnest(@people::uuid[], @items::bigint[]) AS o (user_id, items)
ON CONFLICT (workspace_id, case_id, step, user_id) DO UPDATE SET open_before = coalesce(r.open_before, excluded.open_before)

-- name: recipients-left(WorkspaceId, CaseId, Name, people, items)
-- Those who are told for the first time, in this transaction, that they had left.
INSERT INTO offboarding.step_recipients AS r (workspace_id, case_id, step, user_id, left_at, passed_on)
SELECT @WorkspaceId, @CaseId, @Name, p.user_id, now(), p.items FROM unnest(@people::uuid[], @items::bigint[]) AS p (user_id, items)
ON CONFLICT (workspace_id, case_id, step, user_id) DO UPDATE
SET left_at = coalesce(r.left_at, now()), passed_on = r.passed_on + excluded.passed_on
RETURNING user_id, left_at = now()

-- name: recipient-facts(recipients, workspaceId, teams, leaversTeams, leaver)
-- Everybody the plan names, the members of the teams it names and, if it asks for them, those of the leaver's teams.
WITH concerned AS (
    SELECT unnest(@recipients::uuid[]) AS id
    UNION
    SELECT m.user_id FROM workspace.team_members m WHERE m.workspace_id = @workspaceId AND m.team_id = ANY(@teams)
    UNION
    SELECT m.user_id FROM workspace.team_members l
    JOIN workspace.team_members m ON m.workspace_id = l.workspace_id AND m.team_id = l.team_id
    WHERE @leaversTeams AND l.workspace_id = @workspaceId AND l.user_id = @leaver)
SELECT u.id, u.status,
       EXISTS (SELECT FROM workspace.team_members m
               JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
               WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id) AS sales,
       @leaversTeams AND EXISTS (
               SELECT FROM workspace.team_members m
               JOIN workspace.team_members l ON l.workspace_id = m.workspace_id AND l.team_id = m.team_id AND l.user_id = @leaver
               WHERE m.workspace_id = u.workspace_id AND m.user_id = u.id) AS leavers_team,
       (SELECT min(b.return_at) FROM offboarding.returns b
        WHERE u.status = 'inactive' AND b.workspace_id = u.workspace_id AND b.user_id = u.id AND b.status IN ('expected', 'held-up')) AS back_at
FROM concerned c
JOIN workspace.users u ON u.workspace_id = @workspaceId AND u.id = c.id;

SELECT t.id, coalesce(array_agg(m.user_id) FILTER (WHERE m.user_id IS NOT NULL), '{}')
FROM workspace.teams t
LEFT JOIN workspace.team_members m ON m.workspace_id = t.workspace_id AND m.team_id = t.id
WHERE t.workspace_id = @workspaceId AND t.id = ANY(@teams)
GROUP BY t.id;

-- name: count-completed-tasks(WorkspaceId, UserId)
SELECT count(*) FROM workspace.tasks
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'completed'

-- name: remove-completed-tasks(WorkspaceId, UserId, BatchSize)
-- A task that somebody reopens at this moment is waited for, and then it is not completed any more.
DELETE FROM workspace.tasks t
USING (SELECT id FROM workspace.tasks
       WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'completed'
       ORDER BY id LIMIT @BatchSize
       FOR UPDATE) completed
WHERE t.workspace_id = @WorkspaceId AND t.id = completed.id

-- name: lock-leaver(WorkspaceId, UserId)
-- A legal hold that is being placed at this moment is waited for; what comes after this is seen by the next statement.
SELECT 1 FROM workspace.users WHERE workspace_id = @WorkspaceId AND id = @UserId FOR SHARE

-- name: leaver-is-held(WorkspaceId, UserId)
SELECT EXISTS (SELECT FROM offboarding.legal_holds WHERE workspace_id = @WorkspaceId AND user_id = @UserId AND lifted_at IS NULL)

-- name: count-handover(kind, CaseId)
SELECT coalesce(sum(cardinality(h.item_ids)), 0)::bigint
FROM offboarding.cases c
JOIN offboarding.handover h ON h.case_id = ANY (array_prepend(c.undoes, coalesce(c.undoes_also, '{}'))) AND h.kind = @kind
WHERE c.id = @CaseId

-- name: undo-items($1, $2, $3, $4, $5)
-- One batch of an undo: ledger rows of the cases it undoes, from the newest to the oldest. $1 workspace, $2 rows before this one (0: from the
-- newest), $3 how many items, $4 who gets them, $5 the undo. Written for conversations; UndoHandoverStep puts the words of another kind in.
--
-- Nobody has touched an item that is open, with the recipient of the ledger's row, and not changed since: both times are the now() of one
-- transaction. The product's own moves are no touch: an item that a later row moved on is where that row put it, if every row in between
-- carried it on untouched. An undo of something earlier took it out of this chain for good. An item that is with the receiver anyway is
-- no leftover. What was woken sleeps again, unless its time has passed meanwhile.
-- The rows are not locked first. If one of them is changed by somebody else, whom the UPDATE waits for, it is not given back and this statement cannot see
-- what became of it: the third number says how many there were of these, and then the batch has to begin again.
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
SELECT coalesce(sum(cardinality(item_ids)), 0), coalesce(min(id), 0),
       (SELECT count(DISTINCT i.id) FROM held i
        JOIN workspace.conversations w ON w.workspace_id = $1 AND w.id = i.id AND w.status <> 'closed'
            AND w.assignee_id IS NOT DISTINCT FROM i.holder_id AND w.updated_at = i.since) - (SELECT count(*) FROM given)
FROM ledger

-- name: undo-facts(GiveTo, WorkspaceId, OffboardingId)
-- The kinds that moved are those of the ledger too: a plan may have been changed to keep after some of a kind had moved.
SELECT c.kind, c.state, c.user_id, c.plan::text AS plan,
       ARRAY(SELECT DISTINCT h.kind FROM offboarding.handover h WHERE h.case_id = c.id) AS moved,
       (SELECT u.undone_by FROM (
            SELECT o.id AS undone_by FROM offboarding.cases o
            WHERE o.workspace_id = c.workspace_id AND o.undoes = c.id AND o.state NOT IN ('refused', 'cancelled')
            UNION ALL
            SELECT o.id FROM offboarding.cases o
            WHERE o.workspace_id = c.workspace_id AND o.undoes_also IS NOT NULL AND c.id = ANY (o.undoes_also)
              AND o.state NOT IN ('refused', 'cancelled')) u LIMIT 1) AS undone_by,
       (SELECT o.id FROM offboarding.cases o
        WHERE o.workspace_id = c.workspace_id AND o.user_id IN (c.user_id, coalesce(@GiveTo, c.user_id)) AND o.id <> c.id
          AND o.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM offboarding.cases c
WHERE c.workspace_id = @WorkspaceId AND c.id = @OffboardingId

-- name: count-items(WorkspaceId, UserId, after, until, most, updatedBefore)
-- One piece: of the next items behind an id, up to another one, those that count, how many that were, and the last of them. Like the other statements
-- called items written for contacts, and run for the other kinds with their table and their word for open (WorkKind).
SELECT count(*) /*filter FILTER (WHERE updated_at < @updatedBefore) filter*/ AS items, count(*) AS seen, coalesce(max(id), 0) AS last
FROM (SELECT id /*filter , updated_at filter*/ FROM workspace.contacts
      WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status <> 'deleted' AND id > @after AND id <= @until
      ORDER BY id LIMIT @most) piece

-- name: count-conversations(WorkspaceId, UserId, after, until, most, updatedBefore, statuses)
SELECT count(*) /*filter FILTER (WHERE updated_at < @updatedBefore AND status = ANY (@statuses)) filter*/ AS items, count(*) AS seen, coalesce(max(id), 0) AS last
FROM (SELECT id /*filter , updated_at, status filter*/ FROM workspace.conversations
      WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status <> 'closed' AND id > @after AND id <= @until
      ORDER BY id LIMIT @most) piece

-- name: load-items(workspaceId, people)
SELECT assignee_id, count(*) FROM workspace.contacts
WHERE workspace_id = @workspaceId AND assignee_id = ANY(@people) AND status <> 'deleted'
GROUP BY assignee_id

-- name: reassign-items($1, $2, $3, $4, $5, $7, $8)
-- One batch; the parameters are those of reassign-conversations. ($6, waking snoozed ones, has no meaning here.)
WITH batch AS MATERIALIZED (
    SELECT array_agg(taken.id) AS ids
    FROM (SELECT id FROM workspace.contacts
          WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'deleted' AND id > $3 /*until*/
            /*filter AND updated_at < $8 filter*/
          ORDER BY id LIMIT 1000
          FOR NO KEY UPDATE SKIP LOCKED) taken),
came AS MATERIALIZED (
    SELECT DISTINCT h.moved_at FROM offboarding.handover h WHERE h.workspace_id = $1 AND h.recipient_id = $2 AND h.kind = 'contacts'),
carried AS MATERIALIZED (
    SELECT array_agg(k.id) AS ids
    FROM (SELECT w.id FROM workspace.contacts w, batch b
          WHERE EXISTS (SELECT FROM came) AND w.workspace_id = $1 AND w.assignee_id = $2 AND w.status <> 'deleted'
            AND w.id > $3 AND w.id <= b.ids[cardinality(b.ids)] AND w.updated_at IN (SELECT moved_at FROM came)
          ORDER BY w.id) k),
moved AS (
    UPDATE workspace.contacts w
    SET assignee_id = ($4::uuid[])[($5::int[])[width_bucket(w.id, b.ids)]], updated_at = now()
    FROM batch b, carried k
    WHERE w.workspace_id = $1 AND w.assignee_id = $2 AND w.status <> 'deleted'
      AND w.id > $3 AND w.id <= b.ids[cardinality(b.ids)] AND w.id = b.ids[width_bucket(w.id, b.ids)]
      /*filter AND w.updated_at < $8 filter*/
      AND (NOT EXISTS (SELECT FROM came)
           OR (w.updated_at IN (SELECT moved_at FROM came)) = coalesce(w.id = k.ids[width_bucket(w.id, k.ids)], false))
    RETURNING w.id, w.assignee_id),
ledger AS (
    INSERT INTO offboarding.handover (workspace_id, case_id, kind, recipient_id, item_ids, first_id, last_id, carried_ids)
    SELECT $1, $7, 'contacts', m.assignee_id, array_agg(m.id), min(m.id), max(m.id),
           array_agg(m.id) FILTER (WHERE m.id = k.ids[width_bucket(m.id, k.ids)])
    FROM moved m, carried k
    GROUP BY m.assignee_id)
SELECT count(*), coalesce(max(id), 0), (SELECT coalesce(cardinality(ids), 0) FROM batch) FROM moved

-- name: reassign-conversations($1, $2, $3, $4, $5, $6, $7, $8, $9)
-- One batch, in one pass over the leaver's index. $1 workspace, $2 leaver, $3 look after this id, $4 recipients, $5 for each item
-- the recipient's place, $6 wake snoozed ones, $7 case. The batch's size is written into the text, and FOR NO KEY UPDATE
-- SKIP LOCKED is taken out of it, by MoveItems, which says why. An item's place is that of its id among the ids of the batch.
-- Carried are those that an earlier handover or undo had given to the leaver and nobody has touched since: their time is still that move's.
-- With a filter: $8 last changed before, $9 states; else these lines stay comments (FilteredSql). A look at one stretch only has its last id
-- in place of until (Stretches).
WITH batch AS MATERIALIZED (
    SELECT array_agg(taken.id) AS ids
    FROM (SELECT id FROM workspace.conversations
          WHERE workspace_id = $1 AND assignee_id = $2 AND status <> 'closed' AND id > $3 /*until*/
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
