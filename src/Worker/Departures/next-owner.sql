SELECT next_owner_id FROM offboarding.cases WHERE id = @caseId
