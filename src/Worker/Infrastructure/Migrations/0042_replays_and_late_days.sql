-- The right of who asks is checked when they ask. A refusal knows whether it was, so that an operator can replay the message when the cause
-- is gone, also after the one who asked has left; and it keeps what it said before.
ALTER TABLE offboarding.refusals
    ADD COLUMN asker_was_permitted boolean NOT NULL DEFAULT false,
    ADD COLUMN earlier jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN offboarding.refusals.asker_was_permitted IS 'Who asked was allowed to when they asked; something else stood against it.';
COMMENT ON COLUMN offboarding.refusals.earlier IS 'What the same message was refused for before it was replayed, the oldest first.';

-- part
UPDATE offboarding.refusals SET asker_was_permitted = true
WHERE code NOT IN ('not-permitted', 'invalid-request', 'conflicting-request', 'unknown-workspace') AND erased_at IS NULL;

-- part
ALTER TABLE offboarding.cases ADD COLUMN late_last_day timestamptz;
COMMENT ON COLUMN offboarding.cases.late_last_day IS 'The last day that was asked for, if it had passed already: the departure started at once.';

-- part
-- How long ago a last day may be: HR often says on Monday who left on Friday. A wrong year is still a mistake.
CREATE FUNCTION workspace.late_last_day_days(policies jsonb) RETURNS integer LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN jsonb_typeof(policies -> 'lateLastDayDays') = 'number'
                THEN least(greatest((policies ->> 'lateLastDayDays')::numeric, 1), 366)::integer ELSE 31 END;
REVOKE EXECUTE ON FUNCTION workspace.late_last_day_days(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspace.late_last_day_days(jsonb) TO offboarding_worker;
