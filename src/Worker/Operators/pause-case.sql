-- A batch that is running ends; the next one finds the case paused.
UPDATE offboarding.cases SET state = 'paused' WHERE id = @OffboardingId
