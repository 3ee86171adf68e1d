UPDATE offboarding.cases SET plan = @plan::jsonb WHERE id = @caseId AND state = 'scheduled'
