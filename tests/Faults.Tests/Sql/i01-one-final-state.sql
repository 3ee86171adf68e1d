-- I1: every request that was accepted ends in exactly one final state; none is without an answer.
SELECT format('request %s has no answer', r.id) FROM unnest(@requests::uuid[]) AS r (id)
WHERE NOT faults.is_answered(r.id)
UNION ALL
SELECT format('case %s is %s', c.id, c.state) FROM offboarding.cases c
WHERE c.state NOT IN ('completed', 'refused', 'cancelled') AND NOT (c.state = 'scheduled' AND c.due_at > now())
UNION ALL
SELECT format('case %s reached %s final states', t.case_id, count(*)) FROM faults.transitions t
WHERE t.step = '' AND t.after IN ('completed', 'refused', 'cancelled')
  AND NOT EXISTS (SELECT FROM faults.transitions r WHERE r.case_id = t.case_id AND r.reopened)
GROUP BY t.case_id HAVING count(*) > 1
UNION ALL
SELECT format('request %s has a case and a refusal', c.request_id) FROM offboarding.cases c
WHERE c.state <> 'refused' AND EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = c.request_id AND r.message_name = 'offboarding.deactivate-user')
