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
