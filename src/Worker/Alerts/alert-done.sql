-- A channel that is away is asked again ever later, up to every ten minutes, for a day. What is given up then is told again, if it is not
-- over: it has not reached everybody. A message has the time of what it tells, because both were written in one transaction.
WITH untold AS (
    DELETE FROM offboarding.alerts a USING offboarding.alert_messages m
    WHERE @error::text IS NOT NULL AND @givenUp AND m.id = @id AND a.told_at = m.created_at)
UPDATE offboarding.alert_messages
SET attempts = attempts + 1, last_error = @error, sent_at = CASE WHEN @error::text IS NULL THEN now() END,
    next_attempt_at = CASE WHEN @error::text IS NOT NULL AND NOT @givenUp THEN now() + least(interval '2 s' * 2 ^ least(attempts, 20), interval '10 min') END
WHERE id = @id
