-- name: next-operation(after)
SELECT o.id, o.kind, o.actor, o.why, o.state, o.in_the_name_of
FROM offboarding.operations o
WHERE o.state IN ('running', 'stopped') AND o.ended_at IS NULL AND o.id > @after
ORDER BY o.id
LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED

-- name: take-operation-items(Kind, Id, BatchSize)
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

-- name: settle-operation-items(Kind, Id)
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

-- name: count-operation(Id)
WITH counted AS (
    SELECT count(*) FILTER (WHERE i.sent_at IS NOT NULL)::integer AS sent, count(*) FILTER (WHERE i.outcome = 'succeeded')::integer AS succeeded,
           count(*) FILTER (WHERE i.outcome = 'failed-again')::integer AS failed_again,
           count(*) FILTER (WHERE i.outcome = 'left-alone')::integer AS left_alone,
           count(*) FILTER (WHERE i.outcome = 'waiting') AS waiting, count(*) FILTER (WHERE i.outcome = 'sent') AS open
    FROM offboarding.operation_items i WHERE i.operation_id = @Id)
UPDATE offboarding.operations o
SET sent = c.sent, succeeded = c.succeeded, failed_again = c.failed_again, left_alone = c.left_alone,
    state = CASE WHEN o.state = 'running' AND c.waiting + c.open = 0 THEN 'done' ELSE o.state END,
    ended_at = CASE WHEN c.open = 0 AND (o.state = 'stopped' OR c.waiting = 0) THEN now() END
FROM counted c
WHERE o.id = @Id
RETURNING o.asked, o.sent, o.succeeded, o.failed_again, o.left_alone, o.ended_at IS NOT NULL

-- name: skip-step(OffboardingId, Step)
-- The new slice number makes a runner that is still at it stop at its next batch.
UPDATE offboarding.steps
SET status = 'skipped', next_attempt_at = NULL, slice = slice + 1, progress_at = now(), finished_at = now()
WHERE case_id = @OffboardingId AND name = @Step
RETURNING done
