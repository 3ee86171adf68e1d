SELECT 'PostgreSQL ' || current_setting('server_version') || ', '
    || string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name)
FROM pg_settings
WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'autovacuum')
