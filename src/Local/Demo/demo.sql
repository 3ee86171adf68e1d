-- name: answer-of-request(requestId)
-- The case a request opened, else what a preview foretold, else what the audit trail says was done for it.
SELECT id AS "CaseId", state AS "Text" FROM dashboard.cases WHERE request_id = @requestId
UNION ALL
SELECT NULL::uuid, concat_ws(E'\n',
    'A preview, nothing has changed. The request would be ' || coalesce('refused: ' || (p.answer::json #>> '{refusal,message}'), 'accepted.'),
    (SELECT string_agg(concat(
        '  ', k ->> 'kind', ': ', k ->> 'open', ' open, ', k ->> 'kept', ' stay, ', k ->> 'unassigned', ' unassigned',
        (SELECT string_agg(concat(E'\n    ', coalesce(who.name, r ->> 'userId'), ' has ', r ->> 'before', ', gets ', r ->> 'gets', ', then has ', r ->> 'after'), '')
         FROM json_array_elements(k -> 'recipients') r
         LEFT JOIN dashboard.preview_people who ON who.preview_id = p.id AND who.id::text = r ->> 'userId')), E'\n')
     FROM json_array_elements(p.answer::json -> 'kinds') k),
    (SELECT string_agg('  warning: ' || (w ->> 'message'), E'\n') FROM json_array_elements(p.answer::json -> 'warnings') w),
    '  The dashboard shows it at /previews/' || p.id)
FROM dashboard.previews p
WHERE p.request_id = @requestId
UNION ALL
SELECT NULL::uuid, string_agg(concat_ws(' ', a.action, nullif(a.details::text, '{}')), E'\n' ORDER BY a.id)
FROM dashboard.audit a
WHERE a.operation_id = @requestId AND a.action <> 'refused'
HAVING count(*) > 0
LIMIT 1;

-- name: shares-of-case(caseId)
SELECT kind AS "Kind", recipient AS "Recipient", items AS "Items"
FROM dashboard.handover
WHERE case_id = @caseId
ORDER BY kind, recipient NULLS LAST;

-- name: leftovers-of-case(caseId)
SELECT kind AS "Kind", reason AS "Reason", count(*) AS "Items"
FROM dashboard.undo_leftovers
WHERE case_id = @caseId
GROUP BY kind, reason
ORDER BY kind, reason;

-- name: case-of-request(requestId)
SELECT id AS "Id", leaver AS "Leaver", kind AS "Kind", state AS "State", due_at AS "DueAt", approval_id AS "ApprovalId", started_at AS "StartedAt", sign_in_closed_at AS "SignInClosedAt",
       sessions_ended_at AS "SessionsEndedAt", completed_at AS "CompletedAt", late_last_day AS "LateLastDay"
FROM dashboard.cases
WHERE request_id = @requestId;

-- name: steps-of-case(caseId)
SELECT name AS "Name", status AS "Status", total AS "Total", done AS "Done", attempts AS "Attempts", last_error AS "LastError"
FROM dashboard.steps
WHERE case_id = @caseId
ORDER BY phase, name;

-- name: refusal-of-request(requestId)
-- A "no", or a message that could not be handled at all; what it says in one line.
SELECT concat(r.code, ': ', r.message, ' ', r.help,
              (SELECT E'\n  ' || string_agg(p.id || ' is ' || p.name, E'\n  ' ORDER BY p.name) FROM dashboard.refusal_people p WHERE p.refusal_id = r.id))
FROM dashboard.refusals r WHERE r.request_id = @requestId::uuid
UNION ALL
SELECT reason || ': ' || error FROM dashboard.parked_messages WHERE position(convert_to(@requestId, 'UTF8') IN body) > 0
LIMIT 1;

-- name: demo-exists()
SELECT EXISTS (SELECT FROM workspace.workspaces WHERE id = '0d000000-0000-4000-8000-000000000001');

-- name: analyze-demo()
-- Autovacuum would come a minute later; the first plan should already know 30,000 rows.
ANALYZE workspace.conversations, workspace.users, workspace.sessions;

-- name: unfinished-case()
SELECT request_id FROM offboarding.cases
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
ORDER BY requested_at
LIMIT 1;

-- name: demo-agents()
-- The agents of the support team in the order in which they leave, one a start: first Lea, then Ben, Chen and so on.
SELECT u.id AS "Id", u.name AS "Name", u.status = 'active' AS "Active",
       (SELECT count(*) FROM workspace.conversations c
        WHERE c.workspace_id = u.workspace_id AND c.assignee_id = u.id AND c.status <> 'closed') AS "OpenConversations"
FROM workspace.users u
WHERE u.workspace_id = '0d000000-0000-4000-8000-000000000001'
  AND u.id BETWEEN '0d000000-0000-4000-8000-000000000104' AND '0d000000-0000-4000-8000-000000000110'
ORDER BY u.id;

-- name: failed-job(caseId)
-- The job is a picture of the row and a moment later than it.
SELECT s.name AS "Step", s.last_error AS "Error", s.job_id AS "JobId"
FROM dashboard.steps s
JOIN hangfire.job j ON j.id::text = s.job_id AND j.statename = 'Failed'
WHERE s.case_id = @caseId AND s.status = 'failed'
ORDER BY s.phase, s.name
LIMIT 1;

-- name: press-requeue(name, payload, actor, why)
SELECT dashboard.send_command(@name, @payload::jsonb, @actor, @why);

-- name: case-state(caseId)
SELECT state FROM dashboard.cases WHERE id = @caseId;

-- name: requeued-by(caseId)
SELECT actor FROM dashboard.audit WHERE case_id = @caseId AND action = 'step-retried' ORDER BY id DESC LIMIT 1;

-- name: hold-work(workspace, leaver)
SELECT count(*)
FROM (SELECT FROM workspace.conversations
      WHERE workspace_id = @workspace AND assignee_id = @leaver AND status <> 'closed'
      ORDER BY id LIMIT 25
      FOR UPDATE) held;
