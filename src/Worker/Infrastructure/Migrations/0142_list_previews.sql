-- Previews of lists are about nobody in particular.
ALTER TABLE offboarding.previews ALTER COLUMN user_id DROP NOT NULL;
COMMENT ON COLUMN offboarding.previews.user_id IS 'Who would leave; null: a list of people.';
COMMENT ON COLUMN offboarding.previews.answer IS 'The event OffboardingPreviewed, or OffboardingListPreviewed. json, not jsonb: it goes out again word for word.';
