SELECT traceparent FROM offboarding.cases WHERE id = @caseId
