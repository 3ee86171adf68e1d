SELECT id::text FROM hangfire.job WHERE statename = 'Failed' AND invocationdata ->> 'Type' = 'offboarding.attempt' ORDER BY id
