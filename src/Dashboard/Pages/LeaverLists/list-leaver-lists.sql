-- Keys first: the lines of a list are counted only where it is shown.
SELECT s.id, s.workspace_id, s.workspace, s.request_id, s.requested_by_name,
       (SELECT e.actor FROM dashboard.audit e WHERE e.operation_id = s.request_id AND e.workspace_id = s.workspace_id AND e.action = 'command-sent' LIMIT 1) AS sent_by, s.requested_at, s.people, s.held, s.answered_at, s.completed_at, s.waiting,
       s.accepted, s.refused, s.failed, s.held_for_approval, s.scheduled, s.running, s.needs_attention, s.paused, s.completed, s.cancelled
FROM (SELECT k.id FROM dashboard.list_keys k
      WHERE @beforeAt::timestamptz IS NULL OR k.requested_at < @beforeAt OR (k.requested_at = @beforeAt AND k.id > @beforeId)
      ORDER BY k.requested_at DESC, k.id LIMIT @limit) shown
JOIN dashboard.lists s ON s.id = shown.id
ORDER BY s.requested_at DESC, s.id;
