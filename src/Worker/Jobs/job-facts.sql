-- What the rows say of each key, and what Hangfire's storage shows. A job there counts only if it is about the same thing: ids are given
-- again after a restore.
WITH keys AS MATERIALIZED (
    SELECT k.what, k.subject, k.step, k.reason
    FROM unnest(@whats::text[], @subjects::uuid[], @steps::text[], @reasons::text[]) AS k (what, subject, step, reason))
SELECT k.what, k.subject, k.step, k.reason, now() AS now,
       s.status, s.case_state, s.attempts, s.attempt_limit, s.slice, s.next_attempt_at, s.error_type, s.failed_at, s.ran_for,
       d.due_at AS date, l.job_id, l.shown, l.due_at AS shown_due_at, l.attempts AS shown_attempts, l.slice AS claimed_slice,
       h.statename AS state,
       EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id) AS queued,
       EXISTS (SELECT FROM hangfire.set t WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id)) AS in_schedule
FROM keys k
LEFT JOIN LATERAL (
    SELECT st.status, c.state AS case_state, st.attempts, st.attempt_limit, st.slice, st.next_attempt_at,
           a.error_type, a.failed_at, a.failed_at - a.started_at AS ran_for
    FROM offboarding.steps st
    JOIN offboarding.cases c ON c.id = st.case_id
    LEFT JOIN offboarding.step_attempts a ON a.workspace_id = st.workspace_id AND a.case_id = st.case_id AND a.step = st.name AND a.attempt = st.attempts
    WHERE k.what = 'step' AND st.case_id = k.subject AND st.name = k.step) s ON true
LEFT JOIN LATERAL (
    SELECT c.due_at FROM offboarding.cases c
    WHERE k.what IN ('last-day', 'deletion') AND c.id = k.subject AND c.state = 'scheduled'
    UNION ALL
    SELECT r.return_at FROM offboarding.returns r
    WHERE k.what = 'return' AND r.case_id = k.subject AND r.status = 'expected'
    UNION ALL
    SELECT i.expires_at FROM workspace.invitations i WHERE k.what = 'invitation-expiry' AND i.id = k.subject AND i.status = 'open'
    UNION ALL
    SELECT a.expires_at FROM offboarding.approvals a WHERE k.what = 'approval-expiry' AND a.id = k.subject AND a.status = 'open') d ON true
LEFT JOIN offboarding.jobs l ON l.what = k.what AND l.subject = k.subject AND l.step = k.step
LEFT JOIN hangfire.job h ON h.id = l.job_id
     AND CASE k.what WHEN 'step' THEN h.invocationdata ->> 'Type' = 'offboarding.attempt'
                                      AND h.arguments ->> 0 = to_json(k.subject::text)::text AND h.arguments ->> 1 = to_json(k.step)::text
              ELSE h.invocationdata ->> 'Type' = 'offboarding.date'
                   AND h.arguments ->> 0 = to_json(k.what)::text AND h.arguments ->> 1 = to_json(k.subject::text)::text END
