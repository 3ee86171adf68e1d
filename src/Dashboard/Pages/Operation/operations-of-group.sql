SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.failing_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, o.workspace, o.in_the_name_of_name
FROM dashboard.operations o
WHERE o.kind = 'retry-steps' AND o.state <> 'frozen' AND o.of_step = @step AND o.of_error = @kind
ORDER BY o.frozen_at DESC
LIMIT 5;
