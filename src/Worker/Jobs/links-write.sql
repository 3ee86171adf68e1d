INSERT INTO offboarding.jobs AS j (what, subject, step, job_id, shown, due_at, attempts, slice)
SELECT k.what, k.subject, k.step, k.job_id, k.shown, k.due_at, k.attempts, NULL
FROM unnest(@whats::text[], @subjects::uuid[], @steps::text[], @ids::bigint[], @shown::text[], @dues::timestamptz[], @attempts::integer[])
     AS k (what, subject, step, job_id, shown, due_at, attempts)
ON CONFLICT (what, subject, step) DO UPDATE
SET job_id = excluded.job_id, shown = excluded.shown, due_at = excluded.due_at, attempts = excluded.attempts, changed_at = now(),
    slice = CASE WHEN excluded.shown = 'queued' AND j.job_id = excluded.job_id THEN j.slice END
