-- What became of a request: a code, "accepted", "completed", "running", or nothing yet.
SELECT coalesce(
    (SELECT r.code FROM offboarding.refusals r WHERE r.request_id = @request),
    (SELECT CASE WHEN c.state = 'completed' THEN 'completed' WHEN c.state IN ('cancelled', 'refused') THEN c.state ELSE 'running' END FROM offboarding.cases c WHERE c.request_id = @request),
    (SELECT 'accepted' FROM offboarding.answers a WHERE a.request_id = @request),
    '')
