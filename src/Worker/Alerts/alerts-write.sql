WITH over AS (
    DELETE FROM offboarding.alerts a USING unnest(@overKinds::text[], @overSubjects::text[]) AS o (kind, subject)
    WHERE a.kind = o.kind AND a.subject = o.subject),
told AS (
    INSERT INTO offboarding.alerts (kind, subject, told_count)
    SELECT * FROM unnest(@kinds::text[], @subjects::text[], @counts::bigint[])
    ON CONFLICT (kind, subject) DO UPDATE SET told_count = excluded.told_count, told_at = now(), absent_since = NULL),
changed AS (
    UPDATE offboarding.alerts a SET told_count = c.told_count, absent_since = c.absent_since
    FROM unnest(@changedKinds::text[], @changedSubjects::text[], @changedCounts::bigint[], @changedAbsentSince::timestamptz[]) AS c (kind, subject, told_count, absent_since)
    WHERE a.kind = c.kind AND a.subject = c.subject),
old AS (
    DELETE FROM offboarding.alert_messages m WHERE m.next_attempt_at IS NULL AND m.created_at < now() - interval '30 days')
INSERT INTO offboarding.alert_messages (channel, title, body)
SELECT * FROM unnest(@channels::text[], @titles::text[], @bodies::text[])
