-- Moves jobs to another state, with all that Hangfire keeps of one: the state, the schedule, the page of retries, the queue, the numbers of
-- deleted and succeeded ones, and when a job is to be forgotten. What is in work keeps its place in the queue: its worker removes it.
WITH moves AS MATERIALIZED (
    SELECT m.id, m.state, m.reason, m.data::jsonb AS data, m.queue, m.score, m.is_retry, m.arguments::jsonb AS arguments, j.statename AS old
    FROM unnest(@ids::bigint[], @states::text[], @reasons::text[], @datas::text[], @queues::text[], @scores::float8[], @retries::boolean[], @arguments::text[])
         AS m (id, state, reason, data, queue, score, is_retry, arguments)
    JOIN hangfire.job j ON j.id = m.id),
stated AS (
    INSERT INTO hangfire.state (jobid, name, reason, createdat, data)
    SELECT m.id, m.state, m.reason, clock_timestamp(), m.data FROM moves m
    RETURNING id, jobid),
moved AS (
    UPDATE hangfire.job j
    SET stateid = s.id, statename = m.state, arguments = coalesce(m.arguments, j.arguments),
        expireat = CASE WHEN m.state IN ('Deleted', 'Succeeded') THEN now() + interval '1 day' END
    FROM moves m JOIN stated s ON s.jobid = m.id
    WHERE j.id = m.id),
unscheduled AS (
    DELETE FROM hangfire.set t USING moves m
    WHERE t.key = 'schedule' AND m.state <> 'Scheduled' AND t.value IN (m.id::text, 'work:' || m.id, 'lockout:' || m.id)),
no_retry AS (
    DELETE FROM hangfire.set t USING moves m WHERE t.key = 'retries' AND t.value = m.id::text AND NOT m.is_retry),
scheduled AS (
    INSERT INTO hangfire.set AS t (key, value, score)
    SELECT 'schedule', m.queue || ':' || m.id, m.score FROM moves m WHERE m.state = 'Scheduled'
    UNION ALL
    SELECT 'retries', m.id::text, m.score FROM moves m WHERE m.is_retry
    ON CONFLICT (key, value) DO UPDATE SET score = excluded.score),
unqueued AS (
    DELETE FROM hangfire.jobqueue q USING moves m WHERE q.jobid = m.id AND q.fetchedat IS NULL AND m.old <> 'Processing'),
counted AS (
    INSERT INTO hangfire.counter (key, value)
    SELECT 'stats:' || lower(m.state), 1 FROM moves m WHERE m.state IN ('Deleted', 'Succeeded'))
INSERT INTO hangfire.jobqueue (jobid, queue)
SELECT m.id, m.queue FROM moves m WHERE m.state = 'Enqueued'
