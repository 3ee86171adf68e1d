-- A "no", or a message that could not be handled at all; what it says in one line.
SELECT concat(r.code, ': ', r.message, ' ', r.help,
              (SELECT E'\n  ' || string_agg(p.id || ' is ' || p.name, E'\n  ' ORDER BY p.name) FROM dashboard.refusal_people p WHERE p.refusal_id = r.id))
FROM dashboard.refusals r WHERE r.request_id = @requestId::uuid
UNION ALL
SELECT reason || ': ' || error FROM dashboard.parked_messages WHERE position(convert_to(@requestId, 'UTF8') IN body) > 0
LIMIT 1;
