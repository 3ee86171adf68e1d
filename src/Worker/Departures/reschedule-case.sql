-- nudged_at as if the case were new: the sweep rings it once when it is due.
UPDATE offboarding.cases SET due_at = @due, late_last_day = @late, nudged_at = now() WHERE id = @OffboardingId
