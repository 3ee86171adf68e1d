SELECT actor FROM dashboard.audit WHERE case_id = @caseId AND action = 'step-retried' ORDER BY id DESC LIMIT 1;
