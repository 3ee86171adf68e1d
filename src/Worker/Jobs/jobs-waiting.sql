SELECT EXISTS (SELECT FROM hangfire.jobqueue q WHERE q.queue = ANY (@queues) AND q.fetchedat IS NULL)
