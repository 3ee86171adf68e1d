-- name: list-leaver-lists(beforeAt, beforeId, limit)
-- Keys first: the lines of a list are counted only where it is shown.
SELECT s.id, s.workspace_id, s.workspace, s.request_id, s.requested_by_name,
       (SELECT e.actor FROM dashboard.audit e WHERE e.operation_id = s.request_id AND e.workspace_id = s.workspace_id AND e.action = 'command-sent' LIMIT 1) AS sent_by, s.requested_at, s.people, s.held, s.answered_at, s.completed_at, s.waiting,
       s.accepted, s.refused, s.failed, s.held_for_approval, s.scheduled, s.running, s.needs_attention, s.paused, s.completed, s.cancelled
FROM (SELECT k.id FROM dashboard.list_keys k
      WHERE @beforeAt::timestamptz IS NULL OR k.requested_at < @beforeAt OR (k.requested_at = @beforeAt AND k.id > @beforeId)
      ORDER BY k.requested_at DESC, k.id LIMIT @limit) shown
JOIN dashboard.lists s ON s.id = shown.id
ORDER BY s.requested_at DESC, s.id;

-- name: read-leaver-list(workspace, request, after, states, limit)
SELECT s.id, s.workspace_id, s.workspace, s.request_id, s.requested_by_name,
       sent.actor AS sent_by, sent.comment, s.requested_at, s.people, s.held, s.answered_at, s.completed_at, s.waiting,
       s.accepted, s.refused, s.failed, s.held_for_approval, s.scheduled, s.running, s.needs_attention, s.paused, s.completed, s.cancelled
FROM dashboard.lists s
LEFT JOIN LATERAL (SELECT e.actor, e.details ->> 'comment' AS comment FROM dashboard.audit e
                   WHERE e.operation_id = s.request_id AND e.workspace_id = s.workspace_id AND e.action = 'command-sent' LIMIT 1) sent ON true
WHERE s.workspace_id = @workspace AND s.request_id = @request;

SELECT l.position, l.user_id, l."user", l.email, l.case_id, l.status, l.code, l.problem, l.help
FROM dashboard.list_lines l
WHERE l.list_id = (SELECT k.id FROM dashboard.list_keys k WHERE k.workspace_id = @workspace AND k.request_id = @request)
  AND l.position > @after AND (@states::text[] IS NULL OR l.status = ANY (@states))
ORDER BY l.position
LIMIT @limit;

-- name: why-no-list(request, workspace)
SELECT EXISTS (SELECT FROM dashboard.audit a WHERE a.operation_id = @request AND a.workspace_id = @workspace AND a.action = 'command-sent');

SELECT r.code, r.message, r.help, r.errors
FROM dashboard.answers w JOIN dashboard.refusals r ON r.id = w.refusal_id
WHERE w.workspace_id = @workspace AND w.request_id = @request;
