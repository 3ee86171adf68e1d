DELETE FROM offboarding.jobs j
USING unnest(@whats::text[], @subjects::uuid[], @steps::text[]) AS k (what, subject, step)
WHERE j.what = k.what AND j.subject = k.subject AND j.step = k.step
