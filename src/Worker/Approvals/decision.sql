SELECT status, decided_by, decision_request, comment, now() AS now FROM offboarding.approvals WHERE id = @approvalId
