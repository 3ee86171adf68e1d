-- A step that is tried again is not failed meanwhile: the trouble is over only when it stays away for a while.
ALTER TABLE offboarding.alerts ADD COLUMN absent_since timestamptz;
COMMENT ON COLUMN offboarding.alerts.absent_since IS 'Since when there is no such trouble; null: there is.';
COMMENT ON COLUMN offboarding.alerts.told_count IS 'How many operators were told of, or the fewest there were since.';
