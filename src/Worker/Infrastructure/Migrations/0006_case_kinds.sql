-- A reassign and an undo are cases with steps like a departure: same saga, runner, retries, sweep and dashboard (docs/adr/0009).
ALTER TABLE offboarding.cases
    ADD COLUMN kind     text NOT NULL DEFAULT 'deactivate' CHECK (kind IN ('deactivate', 'reassign', 'undo')),
    ADD COLUMN filter   jsonb CHECK (filter IS NULL OR kind = 'reassign'),
    ADD COLUMN undoes   uuid,
    ADD COLUMN gives_to uuid,
    ADD COLUMN reopened integer NOT NULL DEFAULT 0 CHECK (reopened >= 0),
    ALTER COLUMN reason DROP NOT NULL,
    ADD FOREIGN KEY (workspace_id, undoes) REFERENCES offboarding.cases (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, gives_to) REFERENCES workspace.users (workspace_id, id),
    ADD CONSTRAINT a_departure_has_a_reason CHECK (kind <> 'deactivate' OR reason IS NOT NULL),
    ADD CONSTRAINT an_undo_names_a_case_and_a_receiver CHECK (CASE kind WHEN 'undo' THEN undoes IS NOT NULL AND gives_to IS NOT NULL
                                                                        ELSE undoes IS NULL AND gives_to IS NULL END);
COMMENT ON TABLE offboarding.cases IS 'One departure, reassign or undo: the state of the saga and the dates that matter.';
COMMENT ON COLUMN offboarding.cases.user_id IS 'Who leaves; of a reassign or an undo: whose work was or is to be handed over.';
COMMENT ON COLUMN offboarding.cases.plan IS 'Who gets what; of an undo: which kinds go back, and to whom.';
COMMENT ON COLUMN offboarding.cases.filter IS 'Of a reassign: which items; null: all.';
COMMENT ON COLUMN offboarding.cases.undoes IS 'Of an undo: the case whose handover is reversed.';
COMMENT ON COLUMN offboarding.cases.gives_to IS 'Of an undo: who gets the work back.';
COMMENT ON COLUMN offboarding.cases.reopened IS 'How often the monitor found work left behind and opened the case again (F5).';

-- One case of each kind in progress for a person. A departure never waits for a reassign or an undo.
DROP INDEX offboarding.cases_in_progress;
CREATE UNIQUE INDEX cases_in_progress ON offboarding.cases (workspace_id, user_id, kind)
    WHERE state NOT IN ('completed', 'refused', 'cancelled');
CREATE UNIQUE INDEX cases_undone_once ON offboarding.cases (workspace_id, undoes)
    WHERE undoes IS NOT NULL AND state NOT IN ('refused', 'cancelled');
CREATE INDEX cases_by_user ON offboarding.cases (workspace_id, user_id, requested_at DESC);

-- An undo walks through the ledger of a case, so the index has its order.
DROP INDEX offboarding.handover_by_case;
CREATE INDEX handover_by_case ON offboarding.handover (case_id, kind, id);

CREATE TABLE offboarding.undo_leftovers (
    workspace_id uuid NOT NULL,
    case_id      uuid NOT NULL,
    kind         text NOT NULL,
    item_id      bigint NOT NULL,
    reason       text NOT NULL CHECK (reason IN ('closed', 'reassigned', 'edited', 'deleted')),
    found_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, case_id, kind, item_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES offboarding.cases (workspace_id, id)
);
COMMENT ON TABLE offboarding.undo_leftovers IS 'What an undo did not give back, because somebody has touched it since the handover (F4).';

-- For the monitor of work that is left behind (F5): it looks at those who left, not at everybody.
CREATE INDEX users_gone ON workspace.users (workspace_id, id) WHERE status IN ('inactive', 'deleted');
