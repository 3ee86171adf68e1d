-- The next ones. What is not possible any more, because somebody else has dealt with it meanwhile, is left alone.
WITH next AS (
    SELECT i.number, s.attempts,
           CASE WHEN i.message_id IS NULL
                THEN EXISTS (SELECT FROM offboarding.possible_acts p
                             WHERE p.kind = @Kind AND p.workspace_id = i.workspace_id AND p.case_id = i.case_id AND p.step IS NOT DISTINCT FROM i.step)
                ELSE EXISTS (SELECT FROM offboarding.parked_messages p WHERE p.id = i.message_id AND p.replayed_at IS NULL AND p.discarded_at IS NULL)
                     OR EXISTS (SELECT FROM offboarding.refusals r WHERE r.id = i.message_id AND r.replayed_at IS NULL AND r.discarded_at IS NULL) END AS due
    FROM offboarding.operation_items i
    LEFT JOIN offboarding.steps s ON s.workspace_id = i.workspace_id AND s.case_id = i.case_id AND s.name = i.step
    WHERE i.operation_id = @Id AND i.outcome = 'waiting'
    ORDER BY i.number
    LIMIT @BatchSize),
taken AS (
    UPDATE offboarding.operation_items i
    SET outcome = CASE WHEN n.due THEN 'sent' ELSE 'left-alone' END, attempts = n.attempts,
        sent_at = CASE WHEN n.due THEN now() END, decided_at = CASE WHEN n.due THEN NULL ELSE now() END
    FROM next n
    WHERE i.operation_id = @Id AND i.number = n.number
    RETURNING i.number, i.request_id, i.workspace_id, i.case_id, i.step, i.message_id, i.outcome)
SELECT t.request_id, t.workspace_id, t.case_id, t.step, t.message_id FROM taken t WHERE t.outcome = 'sent' ORDER BY t.number
