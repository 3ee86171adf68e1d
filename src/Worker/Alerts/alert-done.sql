-- A channel that is away is asked again ever later, up to every ten minutes, for a day.
UPDATE offboarding.alert_messages
SET attempts = attempts + 1, last_error = @error, sent_at = CASE WHEN @error::text IS NULL THEN now() END,
    next_attempt_at = CASE WHEN @error::text IS NOT NULL AND NOT @givenUp THEN now() + least(interval '2 s' * 2 ^ least(attempts, 20), interval '10 min') END
WHERE id = @id
