-- Retries that no job has run in time (one that waits in a long queue has ten times as long), and steps that were sent on their way and
-- have not been heard of. The new slice number makes a runner
-- that is still at it, after all, stop at its next batch. While messages wait in the queue, or in the outbox for it, a step that waits is most likely
-- one of them: a new slice would make its message stale and the queue longer. So it has twenty times as long; steps that end access have not.
-- A message that was put off (never claimed, and leased) waits for its workspace and not in a queue.
UPDATE offboarding.steps s
SET status = CASE WHEN s.status = 'retrying' THEN 'ready' ELSE s.status END,
    slice = s.slice + 1, progress_at = now()
FROM (SELECT st.case_id, st.name FROM offboarding.steps st
      JOIN offboarding.cases c ON c.id = st.case_id AND c.state IN ('signing-out', 'handing-over', 'needs-attention')
      CROSS JOIN (SELECT EXISTS (SELECT FROM offboarding.queues q
                                 WHERE q.name = 'offboarding.run-step' AND q.ready > 0 AND q.consumers > 0 AND q.seen_at > now() - interval '30 s')
                      OR EXISTS (SELECT FROM offboarding.outbox o WHERE o.exchange = 'offboarding.run-step' AND o.created_at < now() - interval '1 s'
                                   AND (o.deliveries > 0 OR o.leased_until < now())) AS waits) backlog
      WHERE (st.status = 'retrying' AND st.next_attempt_at <= now() - @retryGrace
             AND NOT EXISTS (SELECT FROM offboarding.jobs j
                             WHERE j.what = 'step' AND j.subject = st.case_id AND j.step = st.name AND j.shown = 'queued'
                               AND j.changed_at > now() - 10 * @retryGrace))
         OR (st.status IN ('ready', 'running') AND st.progress_at < now() - @standingStillAfter * CASE WHEN backlog.waits AND st.name <> ALL (@lockout) THEN 20 ELSE 1 END)
      LIMIT 1000
      FOR NO KEY UPDATE OF st SKIP LOCKED) due
WHERE s.case_id = due.case_id AND s.name = due.name
RETURNING s.case_id, s.name, s.slice
