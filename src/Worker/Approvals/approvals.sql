-- name: approval-open(workspaceId, askedBy, listId, ApprovalHours, Counted, Active, PeopleLimit, PercentLimit, PeriodHours)
-- A list is decided about once (docs/adr/0017): who comes from its lines after it was rejected, or after its time was over, belongs to that decision.
WITH decided AS (
    UPDATE offboarding.approvals a SET decided_people = a.decided_people + 1
    WHERE a.id = (SELECT d.id FROM offboarding.approvals d
                  WHERE d.workspace_id = @workspaceId AND d.list_id = @listId AND d.status IN ('rejected', 'expired')
                  ORDER BY d.decided_at, d.id
                  LIMIT 1)
    RETURNING a.id, a.expires_at),
opened AS (
    INSERT INTO offboarding.approvals (id, workspace_id, asked_by, list_id, expires_at, counted, active_users, people_limit, percent_limit, period)
    SELECT gen_random_uuid(), @workspaceId, @askedBy, @listId, now() + make_interval(hours => @ApprovalHours), @Counted + 1, @Active,
           @PeopleLimit, @PercentLimit, make_interval(hours => @PeriodHours)
    WHERE NOT EXISTS (SELECT FROM decided)
    ON CONFLICT DO NOTHING
    RETURNING id, expires_at)
SELECT id, expires_at, false AS is_over FROM decided
UNION ALL
SELECT id, expires_at, false FROM opened
UNION ALL
SELECT a.id, a.expires_at, a.expires_at <= now() FROM offboarding.approvals a
WHERE a.workspace_id = @workspaceId AND a.asked_by = @askedBy AND a.list_id IS NOT DISTINCT FROM @listId AND a.status = 'open'
LIMIT 1

-- name: approval-facts(decider, name, workspaceId, approvalId)
SELECT a.id, now() AS now, a.asked_by, u.name AS asked_by_name, u.email AS asked_by_email, a.status, a.expires_at,
       (SELECT count(*)::int FROM offboarding.cases c WHERE c.approval_id = a.id AND c.state = 'held-for-approval') AS people,
       EXISTS (SELECT FROM offboarding.cases c
               WHERE c.approval_id = a.id AND c.state = 'held-for-approval' AND c.user_id = @decider::uuid)
       -- An operator's account may be that of one of them; an id is no name.
       OR (@decider::uuid IS NULL AND @name::text IS NOT NULL AND offboarding.leaves_by(a.id, @name)) AS decider_waits,
       EXISTS (SELECT FROM offboarding.approval_senders s WHERE s.approval_id = a.id AND workspace.is_same_operator(s.actor, @name)) AS decider_sent_it,
       (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = a.list_id AND l.status = 'waiting') AS lines_to_come
FROM offboarding.approvals a
JOIN workspace.users u ON u.workspace_id = a.workspace_id AND u.id = a.asked_by
WHERE a.workspace_id = @workspaceId AND a.id = @approvalId

-- name: approval-decide(status, by, requestId, people, comment, approvalId)
UPDATE offboarding.approvals
SET status = @status, decided_at = now(), decided_by = @by, decision_request = @requestId, decided_people = @people, comment = @comment
WHERE id = @approvalId AND status = 'open'

-- name: decision(approvalId)
SELECT status, decided_by, decision_request, comment, now() AS now FROM offboarding.approvals WHERE id = @approvalId

-- name: held-cases(approvalId, most)
SELECT c.id FROM offboarding.cases c
WHERE c.approval_id = @approvalId AND c.state = 'held-for-approval'
ORDER BY c.id
LIMIT @most
FOR NO KEY UPDATE

-- name: approvals-to-do(expired)
-- What nobody decided in time, and what was decided and whose cases still wait: the remaining set is the cursor.
SELECT a.id, a.workspace_id, a.status
FROM offboarding.approvals a
WHERE (@expired AND a.status = 'open' AND a.expires_at <= now())
   OR (NOT @expired AND a.status <> 'open' AND EXISTS (SELECT FROM offboarding.cases c WHERE c.approval_id = a.id AND c.state = 'held-for-approval'))
LIMIT 100

-- name: decision-was-signed-in(requestId, actor, command, workspaceId, approvalId)
-- The dashboard's function wrote it down in the transaction that sent the command; its role cannot write it otherwise, and the broker not at all. Request ids
-- are heard by subscribers: one that was used for another approval, or in another workspace, says nothing about this one.
SELECT EXISTS (SELECT FROM offboarding.audit a
               WHERE a.operation_id = @requestId AND a.action = 'command-sent' AND a.actor = @actor AND a.details ->> 'command' = @command
                 AND a.workspace_id = @workspaceId AND a.details ->> 'approvalId' = @approvalId::text)

-- name: mass-change-facts(workspaceId)
-- A departure counts when it is asked for, whenever its last day is (docs/adr/0017). Not counted: what was cancelled or refused, what
-- waits, what a second person has approved.
-- A policy that cannot be understood holds everybody back: the database takes none, but a guard must not depend on that.
WITH policy AS (
    SELECT w.id,
           CASE WHEN workspace.policy_problem(w.policies) LIKE '%massChange%' THEN 0
                WHEN w.policies ->> 'massChangePeople' ~ '^[0-9]{1,9}$' THEN (w.policies ->> 'massChangePeople')::int END AS people_limit,
           CASE WHEN w.policies ->> 'massChangePercent' ~ '^[0-9]{1,3}$' THEN (w.policies ->> 'massChangePercent')::int END AS percent_limit,
           CASE WHEN w.policies ->> 'massChangeHours' ~ '^[1-9][0-9]{0,3}$' THEN (w.policies ->> 'massChangeHours')::int ELSE 24 END AS period_hours,
           CASE WHEN w.policies ->> 'massChangeApprovalHours' ~ '^[1-9][0-9]{0,3}$'
                THEN (w.policies ->> 'massChangeApprovalHours')::int ELSE 72 END AS approval_hours
    FROM workspace.workspaces w WHERE w.id = @workspaceId)
SELECT p.people_limit, p.percent_limit, p.period_hours, p.approval_hours, asked.counted + lines.to_come AS counted, asked.gone,
       (SELECT count(*)::int FROM workspace.users u WHERE u.workspace_id = p.id AND u.status = 'active') AS active
FROM policy p
CROSS JOIN LATERAL (
    SELECT count(DISTINCT c.user_id)::int AS counted, (count(DISTINCT c.user_id) FILTER (WHERE u.status <> 'active'))::int AS gone
    FROM offboarding.cases c
    JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
    WHERE c.workspace_id = p.id AND c.takes_out AND c.requested_at > now() - make_interval(hours => p.period_hours)
      AND c.approval_id IS NULL AND c.state NOT IN ('refused', 'cancelled')) asked
-- Lines of lists that did not have to wait: they have no case yet and will.
CROSS JOIN LATERAL (
    SELECT count(*)::int AS to_come
    FROM offboarding.lists s
    JOIN offboarding.list_lines l ON l.list_id = s.id AND l.status = 'waiting'
    WHERE s.workspace_id = p.id AND NOT s.held AND s.completed_at IS NULL AND s.answered_at IS NULL) lines
