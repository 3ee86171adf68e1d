-- Every trouble that operators are told of, as it is now; what is alike is one row. No names.
SELECT 'failed-steps' AS kind, f.step || ' ' || f.kind AS subject, count(*) AS count, min(f.failed_at) AS since,
       f.step AS step, f.kind AS error
FROM offboarding.failing_steps f WHERE f.status = 'failed' GROUP BY f.step, f.kind
UNION ALL
SELECT 'late-lockout', '', count(*), min(l.since), NULL, NULL
FROM offboarding.open_lockouts l WHERE l.since < now() - @lateLockoutAfter
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
