-- name: list-operations(me, beforeAt, beforeId, limit)
SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.failing_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, o.workspace, o.in_the_name_of_name
FROM dashboard.operations o
-- A set in which nothing was possible waits for nobody.
WHERE (o.state <> 'frozen' OR (o.actor = @me AND o.asked > 0))
  AND (@beforeAt::timestamptz IS NULL OR o.frozen_at < @beforeAt OR (o.frozen_at = @beforeAt AND o.id > @beforeId))
ORDER BY o.frozen_at DESC, o.id
LIMIT @limit;

-- name: read-operation(id, after, limit)
SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.failing_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, o.workspace, o.in_the_name_of_name
FROM dashboard.operations o WHERE o.id = @id;

SELECT i.number, i.case_id, i.leaver, i.step, i.message_id, i.message_name, i.reason, i.outcome, i.sent_at, i.decided_at,
       CASE WHEN i.outcome IN ('failed-again', 'failing-again') THEN i.last_error WHEN i.outcome = 'left-alone' THEN i.problem END AS last_error
FROM dashboard.operation_items i
WHERE i.operation_id = @id AND i.number > @after
ORDER BY i.number
LIMIT @limit;

-- Only for one that waits for its yes: on whose behalf it can be requested, and of which workspaces it is.
SELECT a.workspace_id, a.id, a.name, a.is_owner
FROM dashboard.askers a JOIN dashboard.operations o ON o.workspace_id = a.workspace_id
WHERE o.id = @id AND o.state = 'frozen'
ORDER BY a.is_owner DESC, a.name, a.id;

SELECT w.id, w.name, count(*)::int AS cases
FROM dashboard.operation_items i JOIN dashboard.workspace_names w ON w.id = i.workspace_id JOIN dashboard.operations o ON o.id = i.operation_id
WHERE i.operation_id = @id AND o.state = 'frozen' AND o.workspace_id IS NULL
GROUP BY w.id, w.name
ORDER BY cases DESC, w.name, w.id
LIMIT 20;

-- name: operations-of-group(step, kind)
SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.failing_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, o.workspace, o.in_the_name_of_name
FROM dashboard.operations o
WHERE o.kind = 'retry-steps' AND o.state <> 'frozen' AND o.of_step = @step AND o.of_error = @kind
ORDER BY o.frozen_at DESC
LIMIT 5;
