UPDATE offboarding.approvals
SET status = @status, decided_at = now(), decided_by = @by, decision_request = @requestId, decided_people = @people, comment = @comment
WHERE id = @approvalId AND status = 'open'
