-- What the list of leavers is sorted by and no row of a case has: attempts that failed, and items that stayed with the leaver. Only cases
-- with some are in here, so that sorting a million finished cases is an index scan. Rows of their own and no columns of cases: a step
-- that fails holds its own row and must not wait for that of its case, which comes before it in the lock order.
CREATE TABLE offboarding.case_sums (
    workspace_id    uuid NOT NULL,
    case_id         uuid NOT NULL,
    failed_attempts integer NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
    left_over       bigint NOT NULL DEFAULT 0 CHECK (left_over >= 0),
    PRIMARY KEY (workspace_id, case_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES offboarding.cases (workspace_id, id)
);
COMMENT ON COLUMN offboarding.case_sums.failed_attempts IS 'Of all steps together.';
COMMENT ON COLUMN offboarding.case_sums.left_over IS 'Items of all steps that were found and not moved, when the case was completed.';

INSERT INTO offboarding.case_sums (workspace_id, case_id, failed_attempts, left_over)
SELECT s.workspace_id, s.case_id, sum(s.attempts), CASE WHEN c.state = 'completed' THEN sum(greatest(s.total - s.done, 0)) ELSE 0 END
FROM offboarding.steps s JOIN offboarding.cases c ON c.workspace_id = s.workspace_id AND c.id = s.case_id
GROUP BY s.workspace_id, s.case_id, c.state
HAVING sum(s.attempts) > 0 OR (c.state = 'completed' AND sum(greatest(s.total - s.done, 0)) > 0);

CREATE INDEX case_sums_by_failed_attempts ON offboarding.case_sums (failed_attempts DESC, case_id) WHERE failed_attempts > 0;
CREATE INDEX case_sums_by_left_over ON offboarding.case_sums (left_over DESC, case_id) WHERE left_over > 0;

-- What is added and not what the sum is: two steps of a case may fail at the same time.
CREATE FUNCTION offboarding.sum_failed_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO offboarding.case_sums AS s (workspace_id, case_id, failed_attempts)
    VALUES (NEW.workspace_id, NEW.case_id, NEW.attempts - OLD.attempts)
    ON CONFLICT (workspace_id, case_id) DO UPDATE SET failed_attempts = s.failed_attempts + excluded.failed_attempts;
    RETURN NULL;
END $$;
CREATE TRIGGER step_failed AFTER UPDATE OF attempts ON offboarding.steps
    FOR EACH ROW WHEN (NEW.attempts > OLD.attempts) EXECUTE FUNCTION offboarding.sum_failed_attempts();

-- A case that is opened again has nothing left over until it ends once more.
CREATE FUNCTION offboarding.sum_left_over() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    items bigint := 0;
BEGIN
    IF NEW.state = 'completed' THEN
        SELECT coalesce(sum(greatest(s.total - s.done, 0)), 0) INTO items
        FROM offboarding.steps s WHERE s.workspace_id = NEW.workspace_id AND s.case_id = NEW.id;
        IF items > 0 THEN
            INSERT INTO offboarding.case_sums (workspace_id, case_id, left_over) VALUES (NEW.workspace_id, NEW.id, items)
            ON CONFLICT (workspace_id, case_id) DO UPDATE SET left_over = excluded.left_over;
            RETURN NULL;
        END IF;
    END IF;
    UPDATE offboarding.case_sums s SET left_over = 0 WHERE s.workspace_id = NEW.workspace_id AND s.case_id = NEW.id AND s.left_over > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER case_ended AFTER UPDATE OF state ON offboarding.cases
    FOR EACH ROW WHEN ((NEW.state = 'completed') IS DISTINCT FROM (OLD.state = 'completed')) EXECUTE FUNCTION offboarding.sum_left_over();
REVOKE ALL ON FUNCTION offboarding.sum_failed_attempts(), offboarding.sum_left_over() FROM PUBLIC;
