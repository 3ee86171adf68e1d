-- I10: every message that was refused or could not be read is on record, byte for byte.
SELECT format('message %s is not on record', encode(sha256(sent.body), 'hex')) FROM unnest(@unreadable::bytea[]) AS sent (body)
WHERE NOT EXISTS (SELECT FROM offboarding.parked_messages p WHERE p.body = sent.body)
  AND NOT EXISTS (SELECT FROM offboarding.refusals r WHERE r.body = sent.body)
UNION ALL
SELECT format('refusal %s of request %s was not kept', a.refusal_id, a.request_id) FROM offboarding.answers a
WHERE a.refusal_id IS NOT NULL AND NOT EXISTS (SELECT FROM offboarding.refusals r WHERE r.id = a.refusal_id)
UNION ALL
SELECT format('%s was put aside: %s', p.message_name, p.error) FROM offboarding.parked_messages p WHERE NOT p.body = ANY (@unreadable::bytea[])
