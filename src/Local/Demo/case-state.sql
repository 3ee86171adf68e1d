SELECT state FROM dashboard.cases WHERE id = @caseId;
