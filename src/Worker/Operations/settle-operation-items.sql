-- A step has failed again when it is failed with more attempts than it had when the command was sent. What cannot succeed any more,
-- because its case was cancelled, is left alone.
UPDATE offboarding.operation_items i
SET outcome = found.outcome, decided_at = now()
FROM (
    SELECT o.number,
           CASE WHEN o.message_id IS NOT NULL THEN CASE WHEN p.replayed_at IS NOT NULL OR r.replayed_at IS NOT NULL THEN 'succeeded'
                                                        WHEN p.discarded_at IS NOT NULL OR r.discarded_at IS NOT NULL THEN 'left-alone' END
                WHEN s.status IN ('done', 'skipped') THEN 'succeeded'
                WHEN s.status = 'failed' AND s.attempts > o.attempts THEN 'failed-again'
                WHEN c.state IN ('cancelled', 'refused') THEN 'left-alone' END AS outcome
    FROM offboarding.operation_items o
    LEFT JOIN offboarding.steps s ON s.workspace_id = o.workspace_id AND s.case_id = o.case_id AND s.name = o.step
    LEFT JOIN offboarding.cases c ON c.workspace_id = o.workspace_id AND c.id = o.case_id
    LEFT JOIN offboarding.parked_messages p ON p.id = o.message_id
    LEFT JOIN offboarding.refusals r ON r.id = o.message_id
    WHERE o.operation_id = @Id AND o.outcome = 'sent') found
WHERE i.operation_id = @Id AND i.number = found.number AND found.outcome IS NOT NULL
