SELECT count(*) FROM hangfire.job WHERE statename = 'Failed' AND invocationdata ->> 'Type' = 'offboarding.attempt'
