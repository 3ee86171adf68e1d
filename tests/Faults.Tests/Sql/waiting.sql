-- What is still to come, in words; empty: nothing.
SELECT concat_ws(', ',
    nullif((SELECT count(*) FROM unnest(@requests::uuid[]) AS r (id) WHERE NOT faults.is_answered(r.id)), 0) || ' requests without an answer',
    nullif((SELECT count(*) FROM offboarding.cases c
            WHERE c.state NOT IN ('completed', 'refused', 'cancelled') AND NOT (c.state = 'scheduled' AND c.due_at > now())), 0) || ' cases that are not over',
    nullif((SELECT count(*) FROM offboarding.outbox), 0) || ' messages in the outbox',
    nullif(greatest(@unreadable - (SELECT count(*) FROM offboarding.parked_messages) - (SELECT count(*) FROM offboarding.refusals), 0), 0) || ' messages not on record')
