-- Stored messages in which an address is left.
SELECT (SELECT count(*) FROM offboarding.refusals WHERE position(convert_to(@email, 'UTF8') IN body) > 0)
     + (SELECT count(*) FROM offboarding.parked_messages WHERE position(convert_to(@email, 'UTF8') IN body) > 0)
