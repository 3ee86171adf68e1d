UPDATE offboarding.returns SET status = 'returned', ended_at = now() WHERE case_id = @caseId
