-- Departures whose day has come, and steps that end access, whose message has not arrived within the patience. In no order, also before it is cut off: several
-- workers look, and a workspace that is locked, with very many due, must not keep out the others.
SELECT * FROM (
    (SELECT c.id AS case_id, NULL::text AS step, 0::bigint AS slice FROM offboarding.cases c
     WHERE c.state = 'scheduled' AND c.kind = 'deactivate' AND c.due_at <= now() - @patience
       AND (@patience = interval '0' OR (c.nudged_at > c.due_at AND c.nudged_at <= now() - @patience))
     ORDER BY random() LIMIT 100)
    UNION ALL
    (SELECT s.case_id, s.name, s.slice FROM offboarding.steps s
     JOIN offboarding.cases c ON c.id = s.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
     WHERE s.name = ANY(@steps) AND s.status IN ('ready', 'running') AND s.progress_at <= now() - @patience
     ORDER BY random() LIMIT 100)) due
ORDER BY random()
