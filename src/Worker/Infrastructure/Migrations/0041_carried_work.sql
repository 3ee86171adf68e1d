-- What is given back is what an absence moved, whoever holds it by then. The product's own moves are no edits: a row of the ledger says
-- which of its items had come from an earlier row and had been touched by nobody in between, so that a chain of stand-ins can be followed.
ALTER TABLE offboarding.handover ADD COLUMN carried_ids bigint[];
COMMENT ON COLUMN offboarding.handover.carried_ids IS 'Those of item_ids that an earlier row had given to their holder and nobody had touched since; null: none.';

-- Somebody may be away by several departures and reassignments: a second request sweeps up what the first one left.
ALTER TABLE offboarding.cases ADD COLUMN undoes_also uuid[] CHECK (undoes_also IS NULL OR kind = 'undo');
COMMENT ON COLUMN offboarding.cases.undoes_also IS 'Of the undo at a return: the other cases of the same absence whose handover is reversed.';

-- An undo at a return waits for a case that is moving the person's work at that moment.
DROP INDEX offboarding.cases_in_progress;
CREATE UNIQUE INDEX cases_in_progress ON offboarding.cases (workspace_id, user_id, kind)
    WHERE state NOT IN ('completed', 'refused', 'cancelled') AND NOT (kind = 'undo' AND state = 'scheduled');
