UPDATE offboarding.cases SET state = 'refused' WHERE id = @caseId AND state = 'scheduled'
