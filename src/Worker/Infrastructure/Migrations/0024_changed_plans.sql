-- The plan of a case may be changed while it is on its way. Who gets which item is a function of the plan and of the item's position;
-- a changed plan begins anew with what is left.
ALTER TABLE offboarding.steps ADD COLUMN planned_from bigint NOT NULL DEFAULT 0 CHECK (planned_from >= 0);
COMMENT ON COLUMN offboarding.steps.planned_from IS 'Items that had moved when the plan was changed last: the plan counts positions and amounts from there.';
