-- Never waits: whoever asks holds the row of a step, which comes after that of its case in the lock order.
SELECT id FROM offboarding.cases WHERE id = @caseId FOR NO KEY UPDATE SKIP LOCKED
