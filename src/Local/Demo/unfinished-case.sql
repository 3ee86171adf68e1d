SELECT request_id FROM offboarding.cases
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
ORDER BY requested_at
LIMIT 1;
