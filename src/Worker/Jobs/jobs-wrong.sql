-- Everything that has a job or should have one: the whole projection is looked at, so that what was lost or restored from an older backup
-- is found without knowing how.
INSERT INTO offboarding.job_changes (what, subject, step)
SELECT k.what, k.subject, k.step
FROM (
    SELECT 'step' AS what, s.case_id AS subject, s.name AS step FROM offboarding.steps s WHERE s.status IN ('failed', 'retrying')
    UNION
    SELECT CASE c.kind WHEN 'delete' THEN 'deletion' ELSE 'last-day' END, c.id, '' FROM offboarding.cases c WHERE c.state = 'scheduled' AND c.kind <> 'undo'
    UNION
    SELECT 'return', r.case_id, '' FROM offboarding.returns r WHERE r.status = 'expected'
    UNION
    SELECT 'invitation-expiry', i.id, '' FROM workspace.invitations i WHERE i.status = 'open'
    UNION
    SELECT 'approval-expiry', a.id, '' FROM offboarding.approvals a WHERE a.status = 'open'
    UNION
    SELECT j.what, j.subject, j.step FROM offboarding.jobs j) k
LEFT JOIN offboarding.jobs l USING (what, subject, step)
LEFT JOIN hangfire.job h ON h.id = l.job_id
WHERE h.id IS NULL
   -- The job is another one's: ids were given again.
   OR coalesce(h.arguments ->> CASE k.what WHEN 'step' THEN 0 ELSE 1 END, '') <> to_json(k.subject::text)::text
   OR CASE l.shown
          WHEN 'scheduled' THEN h.statename <> 'Scheduled'
                                OR NOT EXISTS (SELECT FROM hangfire.set t
                                               WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id))
          WHEN 'failed' THEN h.statename <> 'Failed'
          WHEN 'queued' THEN l.changed_at < now() - interval '10 s'
                             AND NOT (h.statename IN ('Enqueued', 'Processing', 'Scheduled')
                                      AND (EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id)
                                           OR EXISTS (SELECT FROM hangfire.set t
                                                      WHERE t.key = 'schedule' AND t.value IN (h.id::text, 'work:' || h.id, 'lockout:' || h.id))))
          ELSE h.statename NOT IN ('Deleted', 'Succeeded') END
   OR (l.shown IN ('gone', 'hidden') AND EXISTS (SELECT FROM offboarding.steps s
                                      WHERE k.what = 'step' AND s.case_id = k.subject AND s.name = k.step AND s.status = 'retrying'))
LIMIT @most
