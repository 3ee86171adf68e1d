-- What went back to its owner by the undo of an earlier hop was neither reassigned nor edited by anybody: it is home.
ALTER TABLE offboarding.undo_leftovers DROP CONSTRAINT undo_leftovers_reason_check;
ALTER TABLE offboarding.undo_leftovers ADD CONSTRAINT undo_leftovers_reason_check
    CHECK (reason IN ('closed', 'returned', 'reassigned', 'edited', 'deleted')) NOT VALID;

-- part
ALTER TABLE offboarding.undo_leftovers VALIDATE CONSTRAINT undo_leftovers_reason_check;
