SELECT cancelled_at, cancel_request_id FROM offboarding.cases WHERE id = @caseId
