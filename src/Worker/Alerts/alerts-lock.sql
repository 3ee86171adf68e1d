SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.alerts', 0))
