-- A "no", or a message that could not be handled at all; what it says in one line.
SELECT code || ': ' || message || ' ' || help FROM dashboard.refusals WHERE request_id = @requestId::uuid
UNION ALL
SELECT reason || ': ' || error FROM dashboard.parked_messages WHERE position(convert_to(@requestId, 'UTF8') IN body) > 0
LIMIT 1;
