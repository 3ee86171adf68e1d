-- Departures whose person is not locked out yet, since when they should be: for the page of what goes on and for the alerts, so that both mean the same.
CREATE VIEW offboarding.open_lockouts AS
SELECT c.id, greatest(c.requested_at, c.due_at) AS since
FROM offboarding.cases c
WHERE c.state IN ('signing-out', 'needs-attention') AND c.kind = 'deactivate' AND c.sessions_ended_at IS NULL
UNION ALL
-- Nobody has begun it: a branch of its own, for the index of what is due.
SELECT c.id, c.due_at FROM offboarding.cases c WHERE c.state = 'scheduled' AND c.kind = 'deactivate';
