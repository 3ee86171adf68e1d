-- I8: a state never goes back: out of a final state (but when work left behind opens a case again), before the lockout, or to less done. A step waits for its
-- start again only if it had failed and an operator retries it in our dashboard.
SELECT format('case %s went from %s to %s', t.case_id, t.before, t.after) FROM faults.transitions t
WHERE t.step = '' AND NOT t.reopened
  AND (t.before IN ('completed', 'cancelled')
       OR (t.before = 'handing-over' AND t.after IN ('signing-out', 'scheduled', 'held-for-approval'))
       OR (t.before NOT IN ('held-for-approval', 'refused', 'scheduled') AND t.after IN ('scheduled', 'held-for-approval')))
UNION ALL
SELECT format('step %s of case %s went from %s, %s done, to %s, %s done', t.step, t.case_id, t.before, t.done_before, t.after, t.done_after)
FROM faults.transitions t
WHERE t.step <> '' AND (t.done_after < t.done_before OR t.before = 'done' OR (t.after = 'waiting' AND t.before <> 'failed'))
  AND NOT EXISTS (SELECT FROM faults.transitions r WHERE r.case_id = t.case_id AND r.reopened)
