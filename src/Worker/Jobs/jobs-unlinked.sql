-- Jobs of ours that nothing links to: left by a restore, by a worker that died in between, or by a former version of this program. One about
-- a step that does not exist is left to run: it fails with a line that says so.
SELECT h.id
FROM hangfire.job h
WHERE h.statename IN ('Scheduled', 'Failed', 'Enqueued', 'Processing')
  AND h.createdat < now() - interval '5 s'
  AND NOT EXISTS (SELECT FROM offboarding.jobs j WHERE j.job_id = h.id)
  AND CASE h.invocationdata ->> 'Type'
          WHEN 'offboarding.step' THEN true
          WHEN 'offboarding.due' THEN true
          WHEN 'offboarding.date' THEN h.statename = 'Scheduled'
          WHEN 'offboarding.attempt' THEN
              h.statename = 'Scheduled'
              OR (NOT EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.jobid = h.id AND q.fetchedat > now() - interval '1 min')
                  AND EXISTS (SELECT FROM offboarding.steps s
                              WHERE s.case_id = CASE WHEN h.arguments ->> 0 ~ '^"[0-9a-f-]{36}"$' THEN btrim(h.arguments ->> 0, '"')::uuid END
                                AND s.name = btrim(h.arguments ->> 1, '"')))
          ELSE false END
LIMIT @most
