SELECT c.id FROM offboarding.cases c
WHERE c.approval_id = @approvalId AND c.state = 'held-for-approval'
ORDER BY c.id
LIMIT @most
FOR NO KEY UPDATE
