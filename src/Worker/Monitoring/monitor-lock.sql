SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.work-left-behind', 0))
