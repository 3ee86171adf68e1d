SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.failing_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at, o.workspace_id, o.workspace, o.in_the_name_of_name
FROM dashboard.operations o
-- A set in which nothing was possible waits for nobody.
WHERE (o.state <> 'frozen' OR (o.actor = @me AND o.asked > 0))
  AND (@beforeAt::timestamptz IS NULL OR o.frozen_at < @beforeAt OR (o.frozen_at = @beforeAt AND o.id > @beforeId))
ORDER BY o.frozen_at DESC, o.id
LIMIT @limit;
