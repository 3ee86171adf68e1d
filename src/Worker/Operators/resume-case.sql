UPDATE offboarding.cases SET state = @state, nudged_at = now() WHERE id = @OffboardingId;

-- What was on its way stopped when it found the case paused; it is sent anew, with a slice number of its own.
UPDATE offboarding.steps SET status = 'waiting' WHERE case_id = @OffboardingId AND status IN ('ready', 'running');
