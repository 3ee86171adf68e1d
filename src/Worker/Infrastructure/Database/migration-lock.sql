-- Held until the connection closes.
SELECT pg_try_advisory_lock(hashtextextended('offboarding.migration', 0))
