SELECT o.id, o.kind, o.scope, o.actor, o.why, o.state, o.asked, o.sent, o.succeeded, o.failed_again, o.left_alone, o.frozen_at, o.started_at,
       o.stopped_at, o.stopped_by, o.ended_at
FROM dashboard.operations o WHERE o.id = @id;

SELECT i.number, i.case_id, i.leaver, i.step, i.message_id, i.message_name, i.reason, i.outcome, i.sent_at, i.decided_at,
       CASE WHEN i.outcome = 'failed-again' THEN i.last_error END AS last_error
FROM dashboard.operation_items i
WHERE i.operation_id = @id AND i.number > @after
ORDER BY i.number
LIMIT @limit;
