-- The new slice number makes a runner that is still at it stop at its next batch.
UPDATE offboarding.steps
SET status = 'skipped', next_attempt_at = NULL, slice = slice + 1, progress_at = now(), finished_at = now()
WHERE case_id = @OffboardingId AND name = @Step
RETURNING done
