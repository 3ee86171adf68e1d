SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = 'offboarding' AND sequencename = 'outbox_id_seq'), 0) AS messages,
       (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits
