-- The newest ones that are in the middle of a handover: they are on the first page of the list.
SELECT array_agg(id) FROM (
    SELECT c.id FROM offboarding.cases c JOIN offboarding.steps s ON s.case_id = c.id AND s.name = 'reassign-conversations' AND s.status = 'running'
    WHERE c.state = 'handing-over' ORDER BY c.requested_at DESC, c.id LIMIT 15) newest;
