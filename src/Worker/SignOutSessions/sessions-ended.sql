-- By the clock, and not by the start of the transaction: that may be the one that opened the case, and then nothing would seem to have taken any time.
WITH stamped AS (
    UPDATE offboarding.cases SET sessions_ended_at = clock_timestamp() WHERE id = @CaseId)
SELECT (SELECT count(*)::int FROM workspace.sessions WHERE ended_by = @CaseId),
       (SELECT count(*)::int FROM workspace.api_tokens WHERE revoked_by = @CaseId),
       (SELECT greatest(extract(epoch FROM clock_timestamp() - greatest(c.requested_at, c.due_at)), 0)::float8 FROM offboarding.cases c WHERE c.id = @CaseId)
