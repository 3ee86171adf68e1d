SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.jobs', 0))
