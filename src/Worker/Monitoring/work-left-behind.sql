-- Open work on somebody who is gone that nobody decided to leave there (F5), a row for each case and step that was to move it. The
-- last word on a kind of work has the newest case that moves all of it, or the newest departure: if its step is done, nothing can be
-- left. Decided to stay is what has no such step (D4), or a skipped one, or a fixed plan that keeps the rest (C4). While a case
-- of that person is in progress or scheduled nothing is said. Every probe reads one entry of a partial index. Of a range of people who are gone: there
-- may be millions, and all of them in one statement would run into the time limit.
WITH gone AS MATERIALIZED (
    SELECT u.workspace_id, u.id FROM workspace.users u
    WHERE u.status IN ('inactive', 'deleted') AND (u.workspace_id, u.id) > (@afterWorkspace, @afterUser) AND (u.workspace_id, u.id) <= (@toWorkspace, @toUser))
SELECT held.workspace_id, decided.id AS case_id, decided.step
FROM (
    SELECT u.workspace_id, u.id AS user_id, 'conversations' AS kind FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.conversations w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'closed')
    UNION ALL
    SELECT u.workspace_id, u.id, 'contacts' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.contacts w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status <> 'deleted')
    UNION ALL
    SELECT u.workspace_id, u.id, 'leads' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.leads w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'open')
    UNION ALL
    SELECT u.workspace_id, u.id, 'tasks' FROM gone u
    WHERE EXISTS (
        SELECT FROM workspace.tasks w WHERE w.workspace_id = u.workspace_id AND w.assignee_id = u.id AND w.status = 'pending')) held
CROSS JOIN LATERAL (
    SELECT c.id, s.name AS step, s.status, moves.everything
    FROM offboarding.cases c
    LEFT JOIN offboarding.steps s ON s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.name = 'reassign-' || held.kind
    CROSS JOIN LATERAL (
        SELECT s.name IS NOT NULL AND c.filter IS NULL
               AND (c.plan #>> ARRAY[held.kind, 'strategy'] <> 'fixed' OR c.plan #>> ARRAY[held.kind, 'leftover'] = 'unassigned')) moves (everything)
    WHERE c.workspace_id = held.workspace_id AND c.user_id = held.user_id AND c.state = 'completed'
      AND (c.kind = 'deactivate' OR (c.kind = 'reassign' AND moves.everything))
    ORDER BY c.started_at DESC
    LIMIT 1) decided
WHERE decided.everything AND decided.status = 'done'
  AND NOT EXISTS (SELECT FROM offboarding.cases c
                  WHERE c.workspace_id = held.workspace_id AND c.user_id = held.user_id
                    AND c.state NOT IN ('completed', 'refused', 'cancelled') AND NOT (c.kind = 'delete' AND c.state = 'scheduled'))
ORDER BY held.workspace_id, decided.id, decided.step
LIMIT 1000
