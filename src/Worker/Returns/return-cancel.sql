UPDATE offboarding.returns SET status = 'cancelled', cancelled_why = @why, ended_at = now()
WHERE case_id = @caseId AND status IN ('expected', 'held-up')
