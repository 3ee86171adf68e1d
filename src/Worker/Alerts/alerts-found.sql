-- Every trouble that operators are told of, as it is now; what is alike is one row. No names.
SELECT 'failed-steps' AS kind, f.step || ' ' || f.kind AS subject, count(*) AS count, min(f.failed_at) AS since,
       f.step AS step, f.kind AS error
FROM offboarding.failing_steps f WHERE f.status = 'failed' GROUP BY f.step, f.kind
UNION ALL
SELECT 'late-lockout', '', count(*), min(late.since), NULL, NULL
FROM (SELECT greatest(c.requested_at, c.due_at) AS since FROM offboarding.cases c
      WHERE c.state IN ('signing-out', 'needs-attention') AND c.kind = 'deactivate' AND c.sessions_ended_at IS NULL
        AND greatest(c.requested_at, c.due_at) < now() - @lateLockoutAfter
      UNION ALL
      -- Nobody has begun it: a branch of its own, for the index of what is due.
      SELECT c.due_at FROM offboarding.cases c
      WHERE c.state = 'scheduled' AND c.kind = 'deactivate' AND c.due_at < now() - @lateLockoutAfter) late
HAVING count(*) > 0
UNION ALL
SELECT 'refused-messages', r.code, count(*), min(r.refused_at), NULL, NULL
FROM offboarding.refusals r WHERE r.replayed_at IS NULL AND r.discarded_at IS NULL AND r.erased_at IS NULL GROUP BY r.code
UNION ALL
SELECT 'unread-messages', p.reason, count(*), min(p.parked_at), NULL, NULL
FROM offboarding.parked_messages p WHERE p.replayed_at IS NULL AND p.discarded_at IS NULL AND p.erased_at IS NULL GROUP BY p.reason
UNION ALL
SELECT 'work-left-behind', '', count(*), min(a.at), NULL, NULL
FROM offboarding.audit a WHERE a.action = 'reopened' AND a.at > now() - interval '1 day'
HAVING count(*) > 0
ORDER BY 1, 2
LIMIT 1000
