SELECT erases FROM offboarding.cases WHERE id = @CaseId
