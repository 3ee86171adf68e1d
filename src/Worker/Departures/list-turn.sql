SELECT pg_try_advisory_xact_lock(hashtextextended('offboarding.list/' || @listId::text, 0))
