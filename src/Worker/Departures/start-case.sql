-- A case that was written down before starts: as it is after its short steps, like one that add-case.sql writes.
UPDATE offboarding.cases
SET state = @state, started_at = now(), sign_in_closed_at = now(), frees_seat = @freesSeat, nudged_at = now(), sessions_ended_at = @sessionsEnded,
    completed_at = CASE WHEN @state = 'completed' THEN now() END
WHERE id = @caseId
