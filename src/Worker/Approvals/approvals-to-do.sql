-- What nobody decided in time, and what was decided and whose cases still wait: the remaining set is the cursor.
SELECT a.id, a.workspace_id, a.status
FROM offboarding.approvals a
WHERE (@expired AND a.status = 'open' AND a.expires_at <= now())
   OR (NOT @expired AND a.status <> 'open' AND EXISTS (SELECT FROM offboarding.cases c WHERE c.approval_id = a.id AND c.state = 'held-for-approval'))
LIMIT 100
