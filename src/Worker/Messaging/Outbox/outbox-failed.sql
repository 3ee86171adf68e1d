UPDATE offboarding.outbox SET last_error = $2, leased_until = now() + $3 WHERE id = ANY($1)
