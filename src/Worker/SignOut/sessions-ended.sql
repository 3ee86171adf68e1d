WITH stamped AS (
    UPDATE offboarding.cases SET sessions_ended_at = clock_timestamp() WHERE id = @CaseId)
SELECT (SELECT count(*)::int FROM workspace.sessions WHERE ended_by = @CaseId),
       (SELECT count(*)::int FROM workspace.api_tokens WHERE revoked_by = @CaseId),
       clock_timestamp()
