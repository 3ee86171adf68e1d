-- Who was in a mass change, also after it was decided: the dashboard shows them page by page.
CREATE INDEX cases_by_approval ON offboarding.cases (approval_id, id) WHERE approval_id IS NOT NULL;
