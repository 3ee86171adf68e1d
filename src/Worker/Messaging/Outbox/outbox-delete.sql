DELETE FROM offboarding.outbox WHERE id = ANY($1)
