-- A departure counts when it is asked for, whenever its last day is (docs/adr/0017). Not counted: what was called off or refused, what
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
