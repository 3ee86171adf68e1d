-- A retry ends with its step: one that is failed with more attempts than when the command was sent has failed again, and what cannot
-- succeed any more, because its case was cancelled, is left alone. A message is over once it was sent again. The other commands are
-- answered at once, yes or no, and a no is the rules' word that somebody else was faster.
UPDATE offboarding.operation_items i
SET outcome = found.outcome, decided_at = now()
FROM (
    SELECT o.number,
           CASE WHEN @Kind = 'replay-messages' THEN CASE WHEN p.replayed_at IS NOT NULL OR r.replayed_at IS NOT NULL THEN 'succeeded'
                                                         WHEN p.discarded_at IS NOT NULL OR r.discarded_at IS NOT NULL THEN 'left-alone' END
                WHEN @Kind = 'retry-steps' THEN CASE WHEN s.status IN ('done', 'skipped') THEN 'succeeded'
                                                     WHEN s.status = 'failed' AND s.attempts > o.attempts THEN 'failed-again'
                                                     WHEN c.state IN ('cancelled', 'refused') THEN 'left-alone' END
                WHEN a.request_id IS NOT NULL THEN CASE WHEN a.refusal_id IS NULL THEN 'succeeded' ELSE 'left-alone' END END AS outcome
    FROM offboarding.operation_items o
    LEFT JOIN offboarding.steps s ON s.workspace_id = o.workspace_id AND s.case_id = o.case_id AND s.name = o.step
    LEFT JOIN offboarding.cases c ON c.workspace_id = o.workspace_id AND c.id = o.case_id
    LEFT JOIN offboarding.parked_messages p ON p.id = o.message_id
    LEFT JOIN offboarding.refusals r ON r.id = o.message_id
    LEFT JOIN offboarding.answers a ON a.workspace_id = o.workspace_id AND a.request_id = o.request_id
    WHERE o.operation_id = @Id AND o.outcome = 'sent') found
WHERE i.operation_id = @Id AND i.number = found.number AND found.outcome IS NOT NULL
