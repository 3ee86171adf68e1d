-- Slices that were sent on their way, and commits of the database.
SELECT (SELECT coalesce(sum(slice), 0)::bigint FROM offboarding.steps),
       (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())
