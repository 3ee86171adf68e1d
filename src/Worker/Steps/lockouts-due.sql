-- Departures whose day has come, and steps that end access, whose message has not arrived within the patience. In no order: several workers look.
SELECT * FROM (
    (SELECT c.id AS case_id, NULL::text AS step, 0::bigint AS slice FROM offboarding.cases c
     WHERE c.state = 'scheduled' AND c.kind = 'deactivate' AND c.due_at <= now() - @patience
       AND (@patience = interval '0' OR (c.nudged_at > c.due_at AND c.nudged_at <= now() - @patience))
     LIMIT 100)
    UNION ALL
    (SELECT s.case_id, s.name, s.slice FROM offboarding.steps s
     JOIN offboarding.cases c ON c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
     WHERE s.name = ANY(@steps) AND s.status IN ('ready', 'running') AND s.progress_at <= now() - @patience
     LIMIT 100)) due
ORDER BY random()
