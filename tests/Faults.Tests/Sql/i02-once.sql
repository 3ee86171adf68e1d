-- I2: each step's effect happened once: no item twice in the ledger of a case, as many as the step counted, one line for a seat, one "completed".
SELECT format('case %s moved %s %s times', h.case_id, item, count(*)) FROM offboarding.handover h, unnest(h.item_ids) item
GROUP BY h.case_id, h.kind, item HAVING count(*) > 1
UNION ALL
SELECT format('step %s of case %s counted %s, the ledger has %s', s.name, s.case_id, s.done, moved.items)
FROM offboarding.steps s
CROSS JOIN LATERAL (SELECT coalesce(sum(cardinality(h.item_ids)), 0) AS items FROM offboarding.handover h
                    WHERE h.case_id = s.case_id AND s.name = 'reassign-' || h.kind) moved
WHERE s.name LIKE 'reassign-%' AND s.done <> moved.items
UNION ALL
SELECT format('the seat of request %s was released %s times', c.request_id, count(*)) FROM offboarding.seat_changes c
WHERE c.change = 'released' GROUP BY c.request_id HAVING count(*) > 1
UNION ALL
SELECT format('case %s completed %s times', a.case_id, count(*)) FROM offboarding.audit a JOIN offboarding.cases c ON c.id = a.case_id
WHERE a.action = 'completed' GROUP BY a.case_id, c.reopened HAVING count(*) > 1 + c.reopened
