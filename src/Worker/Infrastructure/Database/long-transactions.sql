-- Who has been in a transaction in this database for longest: the first ones to look at where a table is not let go of.
SELECT string_agg(t.session, ', ')
FROM (
    SELECT format('%s (process %s, for %s s)', coalesce(nullif(a.application_name, ''), a.usename), a.pid, extract(epoch FROM clock_timestamp() - a.xact_start)::int) AS session
    FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start < clock_timestamp() - interval '1 s'
    ORDER BY a.xact_start
    LIMIT 3) t
