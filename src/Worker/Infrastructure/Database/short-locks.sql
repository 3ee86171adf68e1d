-- Whoever waits for a table keeps everybody behind it from the table, lockouts too: so never for long.
SET lock_timeout = '2s'
