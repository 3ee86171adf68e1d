-- A "no", or a message that could not be handled at all; what it says in one line.
SELECT code || ': ' || message || ' ' || help FROM dashboard.refusals WHERE request_id = @requestId::uuid
UNION ALL
SELECT reason || ': ' || error FROM dashboard.parked_messages WHERE body LIKE '%' || @requestId || '%'
LIMIT 1;
