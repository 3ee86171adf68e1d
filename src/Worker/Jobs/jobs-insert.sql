INSERT INTO hangfire.job (id, invocationdata, arguments, createdat)
SELECT j.id, j.invocation::jsonb, j.arguments::jsonb, now()
FROM unnest(@ids::bigint[], @invocations::text[], @arguments::text[]) AS j (id, invocation, arguments)
