UPDATE offboarding.returns
SET status = 'held-up', held_code = @code, held_text = @message, held_help = @help, held_up_at = now()
WHERE case_id = @caseId
