-- What was given to a broker that takes nothing now is confirmed when its alarm is over; sent again meanwhile it would be there twice.
UPDATE offboarding.outbox SET leased_until = now() + $2 WHERE id = ANY($1)
