-- What is given back is what an absence moved, whoever holds it by then. The product's own moves are no edits: a row of the ledger says
-- which of its items had come from an earlier row and had been touched by nobody in between, so that a chain of stand-ins can be followed.
ALTER TABLE offboarding.handover ADD COLUMN carried_ids bigint[];
COMMENT ON COLUMN offboarding.handover.carried_ids IS 'Those of item_ids that an earlier row had given to their holder and nobody had touched since; null: none.';

-- Somebody may be away by several departures and reassignments: a second request sweeps up what the first one left.
-- part
ALTER TABLE offboarding.cases ADD COLUMN undoes_also uuid[], ADD CONSTRAINT cases_check2 CHECK (undoes_also IS NULL OR kind = 'undo') NOT VALID;
COMMENT ON COLUMN offboarding.cases.undoes_also IS 'Of the undo at a return: the other cases of the same absence whose handover is reversed.';

-- part
ALTER TABLE offboarding.cases VALIDATE CONSTRAINT cases_check2;

-- part
-- An undo at a return waits for a case that is moving the person's work at that moment.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS cases_in_progress_by_kind ON offboarding.cases (workspace_id, user_id, kind)
    WHERE state NOT IN ('completed', 'refused', 'cancelled') AND NOT (kind = 'undo' AND state = 'scheduled');

-- part
DROP INDEX offboarding.cases_in_progress;
ALTER INDEX offboarding.cases_in_progress_by_kind RENAME TO cases_in_progress;
