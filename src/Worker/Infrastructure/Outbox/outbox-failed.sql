-- The broker was away or slow: again after a second. The broker said no: the pause doubles, and is never the same for two, so that a message
-- that takes others down with it (a closed channel) meets other ones the next time.
UPDATE offboarding.outbox o
SET last_error = f.error,
    rejections = o.rejections + CASE WHEN f.refused THEN 1 ELSE 0 END,
    retry_at = CASE WHEN f.refused THEN now() + least(interval '1 s' * 2 ^ least(o.rejections, 20), $4) * (0.75 + random() / 2) ELSE o.retry_at END,
    leased_until = CASE WHEN f.refused THEN '-infinity' ELSE now() + interval '1 s' END
FROM unnest($1::bigint[], $2::text[], $3::boolean[]) AS f (id, error, refused)
WHERE o.id = f.id
RETURNING o.id, o.rejections
