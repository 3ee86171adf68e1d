-- Whatever names the person, by address in any case of letters or by the whole name as it is written, is emptied as a whole: what
-- else such a message says cannot be told from the person. The rows stay, with ids, codes and times. A message that could not be read
-- belongs to no workspace: the name counts there only together with the workspace's id.
-- There may be millions, and reading them is the work: so a portion at a time, from the oldest on, as many of each table as @portion or a few more of the
-- same moment. Answers how many were erased and up to when this portion went, in microseconds since 1970; null: to the end.
WITH nth AS (
    SELECT min(t) AS at FROM (
        (SELECT f.refused_at FROM offboarding.refusals f WHERE f.refused_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY f.refused_at OFFSET @portion LIMIT 1)
        UNION ALL
        (SELECT m.parked_at FROM offboarding.parked_messages m WHERE m.parked_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY m.parked_at OFFSET @portion LIMIT 1)
        UNION ALL
        (SELECT w.answered_at FROM offboarding.answers w WHERE w.answered_at > to_timestamp(0) + @after * interval '1 microsecond' ORDER BY w.answered_at OFFSET @portion LIMIT 1)) each (t)),
portion AS MATERIALIZED (SELECT to_timestamp(0) + @after * interval '1 microsecond' AS after, coalesce(at, 'infinity') AS upto FROM nth),
refused AS (
    UPDATE offboarding.refusals r
    SET message = 'Erased: it named a user who was deleted.', help = 'There is nothing to do.', errors = '[]', earlier = '[]',
        body = convert_to('erased', 'UTF8'), content_type = 'text/plain', erased_at = now(),
        discard_reason = CASE WHEN r.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT f.id FROM portion, offboarding.refusals f
          CROSS JOIN LATERAL (SELECT encode(f.body || convert_to(concat_ws(' ', '', f.message, f.help, f.errors::text, f.earlier::text, f.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE f.refused_at > portion.after AND f.refused_at <= portion.upto
            AND f.workspace_id = @WorkspaceId AND f.erased_at IS NULL AND (said.text ~ @name OR said.text ~* @email)
          ORDER BY f.id FOR NO KEY UPDATE OF f) found
    WHERE r.id = found.id
    RETURNING 1),
parked AS (
    UPDATE offboarding.parked_messages p
    SET error = 'Erased: it named a user who was deleted.', headers = '{}', body = convert_to('erased', 'UTF8'), content_type = 'text/plain',
        erased_at = now(), discard_reason = CASE WHEN p.discarded_at IS NOT NULL THEN 'erased' END
    FROM (SELECT m.id FROM portion, offboarding.parked_messages m
          CROSS JOIN LATERAL (SELECT encode(m.body || convert_to(concat_ws(' ', '', m.error, m.headers::text, m.discard_reason), 'UTF8'), 'escape')) said (text)
          WHERE m.parked_at > portion.after AND m.parked_at <= portion.upto
            AND m.erased_at IS NULL AND (said.text ~* @email OR (position(@workspace IN said.text) > 0 AND said.text ~ @name))
          ORDER BY m.id FOR NO KEY UPDATE OF m) found
    WHERE p.id = found.id
    RETURNING 1),
answered AS (
    UPDATE offboarding.answers a SET events = '[]'
    FROM (SELECT w.request_id FROM portion, offboarding.answers w
          CROSS JOIN LATERAL (SELECT encode(convert_to(w.events::text, 'UTF8'), 'escape')) said (text)
          WHERE w.answered_at > portion.after AND w.answered_at <= portion.upto
            AND w.workspace_id = @WorkspaceId AND (said.text ~ @name OR said.text ~* @email)
          ORDER BY w.request_id FOR NO KEY UPDATE OF w) found
    WHERE a.workspace_id = @WorkspaceId AND a.request_id = found.request_id
    RETURNING 1)
SELECT (SELECT count(*) FROM refused) + (SELECT count(*) FROM parked) + (SELECT count(*) FROM answered),
       (SELECT (extract(epoch FROM at) * 1000000)::bigint FROM nth)
