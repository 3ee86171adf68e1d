-- A departure that starts at once is written as scheduled and started in the same transaction: it has no date to come, and its rows need no look
-- by the projection. The time of the request is that transaction's now().
DROP TRIGGER case_is_scheduled ON offboarding.cases;
CREATE TRIGGER case_is_scheduled AFTER INSERT ON offboarding.cases FOR EACH ROW
    WHEN (NEW.state = 'scheduled' AND NEW.kind <> 'undo' AND NEW.due_at > now())
    EXECUTE FUNCTION offboarding.case_changes_its_jobs();
DROP TRIGGER case_changes_its_jobs ON offboarding.cases;
CREATE TRIGGER case_changes_its_jobs AFTER UPDATE OF state, due_at ON offboarding.cases FOR EACH ROW
    WHEN ((OLD.state, OLD.due_at) IS DISTINCT FROM (NEW.state, NEW.due_at)
          -- An undo that a return asked for is due at once: it has no date of its own.
          AND (NEW.kind <> 'undo' OR OLD.state <> 'scheduled')
          AND (OLD.state IN ('scheduled', 'paused') OR NEW.state IN ('scheduled', 'paused', 'cancelled'))
          AND OLD.requested_at <> now()
          -- One that a replay opened again and that is due already.
          AND (NEW.state <> 'scheduled' OR NEW.due_at > now() OR NEW.requested_at <> now()))
    EXECUTE FUNCTION offboarding.case_changes_its_jobs();
