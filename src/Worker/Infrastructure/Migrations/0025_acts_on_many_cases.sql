-- Bulk acts on cases as well: skip failed steps, pause, resume, call off (docs/adr/0024).
ALTER TABLE offboarding.operations
    DROP CONSTRAINT operations_kind_check,
    ADD CONSTRAINT operations_kind_check
        CHECK (kind IN ('retry-steps', 'skip-steps', 'pause-cases', 'resume-cases', 'cancel-cases', 'replay-messages')),
    ADD COLUMN workspace_id uuid REFERENCES workspace.workspaces,
    ADD COLUMN in_the_name_of uuid,
    ADD FOREIGN KEY (workspace_id, in_the_name_of) REFERENCES workspace.users (workspace_id, id);
COMMENT ON COLUMN offboarding.operations.workspace_id IS 'Of the whole set; null if it is of several workspaces, or of messages.';
COMMENT ON COLUMN offboarding.operations.in_the_name_of IS 'The admin or owner in whose name it is asked for (docs/adr/0020); null where operators may ask themselves.';

-- An item names a case and maybe a step, or a message.
ALTER TABLE offboarding.operation_items
    DROP CONSTRAINT operation_items_check,
    ADD CONSTRAINT operation_items_check CHECK ((case_id IS NOT NULL AND workspace_id IS NOT NULL) OR message_id IS NOT NULL),
    ADD COLUMN request_id uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN offboarding.operation_items.request_id IS 'Of its command: whoever sends it again after a crash sends the same id, and its answer is found by it.';

-- What can be asked for now. A bulk act freezes what is in here, and leaves alone what is not in here any more when its turn comes. The
-- command itself is checked once more, under the lock of the case, by the rules of single acts.
CREATE VIEW offboarding.possible_acts AS
SELECT 'retry-steps'::text AS kind, s.workspace_id, s.case_id, s.name AS step
FROM offboarding.steps s WHERE s.status = 'failed'
UNION ALL
SELECT 'skip-steps', s.workspace_id, s.case_id, s.name
FROM offboarding.steps s JOIN offboarding.cases c ON c.workspace_id = s.workspace_id AND c.id = s.case_id
WHERE s.status = 'failed' AND s.phase > 1 AND c.state NOT IN ('completed', 'refused', 'cancelled')
UNION ALL
SELECT 'pause-cases', c.workspace_id, c.id, NULL
FROM offboarding.cases c
WHERE c.state IN ('signing-out', 'handing-over', 'needs-attention')
  AND NOT EXISTS (SELECT FROM offboarding.steps s
                  WHERE s.workspace_id = c.workspace_id AND s.case_id = c.id AND s.phase <= 1 AND s.status NOT IN ('done', 'skipped'))
UNION ALL
SELECT 'resume-cases', c.workspace_id, c.id, NULL FROM offboarding.cases c WHERE c.state = 'paused'
UNION ALL
SELECT 'cancel-cases', c.workspace_id, c.id, NULL FROM offboarding.cases c WHERE c.state IN ('scheduled', 'held-for-approval');
